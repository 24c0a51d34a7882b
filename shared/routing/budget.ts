/** How long a search may go on: steps, or milliseconds by the clock that the caller gives, or whichever ends first. */
export interface Limits {
  readonly steps?: number;
  readonly milliseconds?: number;
  readonly now?: () => number;
}

/** Tells how much of the limits is used, from 0 to 1 (over), and counts a step at each question. */
export type Progress = () => number;

/** Steps between two looks at the clock; some 0.2 ms. A power of two. */
const PATIENCE = 32;

/** The progress of a search under these limits, from now on. */
export function progressUnder({ steps = Number.POSITIVE_INFINITY, milliseconds, now }: Limits): Progress {
  if (steps === Number.POSITIVE_INFINITY && milliseconds === undefined) {
    throw new RangeError('A search needs a limit: `steps`, or `milliseconds` with `now`.');
  }
  if (milliseconds !== undefined && !now) throw new RangeError('A limit in milliseconds needs the clock `now`.');
  const clock = now ?? (() => 0);
  const begin = clock();
  let step = 0;
  let elapsed = 0;
  return () => {
    if (milliseconds !== undefined && step % PATIENCE === 0) elapsed = (clock() - begin) / milliseconds;
    const done = Math.max(elapsed, step / steps);
    step++;
    return done;
  };
}
