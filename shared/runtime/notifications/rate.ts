import { Lru } from '../lru.ts';

const HOUR_MS = 3_600_000;

interface Counted {
  readonly hour: number;
  readonly times: number;
}

const counted = new Lru<Counted>(50_000);

/**
 * Counts something under each key, unless one of them has had its most in this hour; says whether it was counted. Kept in
 * this instance's memory, so that what is usual costs no call: the bound on all is this one times the instances, whose
 * number the queue limits.
 */
export function countWithin(limits: readonly (readonly [key: string, most: number])[]): boolean {
  const hour = Math.floor(Date.now() / HOUR_MS);
  const times = limits.map(([key]) => {
    const known = counted.get(key);
    return known?.hour === hour ? known.times : 0;
  });
  if (limits.some(([, most], at) => (times[at] as number) >= most)) return false;
  for (const [at, [key]] of limits.entries()) counted.set(key, { hour, times: (times[at] as number) + 1 });
  return true;
}
