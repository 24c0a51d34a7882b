/** `direct` waits in front of `mapped`: somebody is waiting for the answer. */
export type Urgency = 'direct' | 'mapped';

/** What a pool looks like when it is asked whether to start another instance. */
export interface PoolState {
  /** Instances that have loaded, free or busy. */
  readonly instances: number;
  readonly starting: number;
  /** Who waits first, and for how long; since the latest instance came, if that is shorter: it has not helped yet. */
  readonly head: { readonly urgency: Urgency; readonly waitedMs: number } | undefined;
  /** At most so many instances, loaded or starting. */
  readonly limit: number;
  /** What starting an instance takes. */
  readonly coldMs: number;
}

/**
 * How many starts somebody waits before there is another instance. Starting costs as much CPU as some hundred warm
 * invocations, and an instance that is seldom called finds the processor's caches cold. A long line says little: a batch
 * that a queue sends at once is done by one instance in the time that a second would need to become useful.
 */
const PATIENCE: Readonly<Record<Urgency, number>> = { direct: 1, mapped: 10 };

/** Whether another instance is worth its start: waiting asks for it, not demand. */
export function wantsAnother({ instances, starting, head, limit, coldMs }: PoolState): boolean {
  if (!head || starting > 0 || instances >= limit) return false;
  return instances === 0 || head.waitedMs > PATIENCE[head.urgency] * coldMs;
}

/** A running mean that forgets: the newest value counts for a fifth. */
export function smoothed(mean: number, value: number): number {
  return mean * 0.8 + value * 0.2;
}
