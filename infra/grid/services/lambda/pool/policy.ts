/** What a pool looks like when it is asked whether to start another instance. */
export interface PoolState {
  /** Instances that have loaded, free or busy. */
  readonly instances: number;
  readonly starting: number;
  /** Invocations without an instance. */
  readonly waiting: number;
  /** How long the first of them has waited. */
  readonly waitedMs: number;
  /** At most so many instances, loaded or starting. */
  readonly limit: number;
  /** What an invocation of this function takes; `undefined` before the first. */
  readonly typicalMs: number | undefined;
  /** What starting an instance takes. */
  readonly coldMs: number;
}

/** Taken for a function that has not run yet: most of ours answer well below it. */
const UNKNOWN_MS = 20;

/**
 * Whether another instance is worth its start. Starting costs as much CPU as some hundred warm invocations, so it pays
 * only when whoever waits would otherwise wait longer than the start takes.
 */
export function wantsAnother(pool: PoolState): boolean {
  if (pool.waiting <= pool.starting) return false;
  const serving = pool.instances + pool.starting;
  if (serving >= pool.limit) return false;
  if (serving === 0) return true;
  const expected = (pool.waiting * (pool.typicalMs ?? UNKNOWN_MS)) / serving;
  return expected > pool.coldMs || (pool.starting === 0 && pool.waitedMs > pool.coldMs);
}

/** A running mean that forgets: the newest value counts for a fifth. */
export function smoothed(mean: number | undefined, value: number): number {
  return mean === undefined ? value : mean * 0.8 + value * 0.2;
}
