import type { Break, Window } from './problem.ts';

/** A visit that has to begin before a break begins this many seconds before it, at the latest. */
const BEFORE = 1e-3;

/**
 * A moment on the clock of a vehicle, which stands still in its breaks: so the solver adds up times as if there were none.
 * A moment inside a break is its begin.
 */
function onClock(breaks: readonly Break[], moment: number): number {
  return breaks.reduce((at, { from, until }) => at - Math.max(0, Math.min(moment, until) - from), moment);
}

/** A window on the clock of a vehicle. One that closes in a break closes when the break begins; what is left of one may be nothing. */
export function windowOnClock(breaks: readonly Break[], { ready, due }: Window): Window {
  const inside = breaks.some(({ from, until }) => due >= from && due < until);
  const opens = onClock(breaks, ready);
  const closes = onClock(breaks, due) - (inside ? BEFORE : 0);
  return { ready: opens, due: closes < opens ? Number.NEGATIVE_INFINITY : closes };
}
