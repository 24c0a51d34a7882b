import { expect, test } from 'vitest';
import { optimize } from './optimize.ts';
import type { Problem } from './problem.ts';
import { below, seeded } from './random.ts';
import { euclidean, travelBetween } from './travel.ts';
import { distanceOf } from './verify.ts';

/** A town of stops, all of it drawn from a seed. */
function town({ seed, stops, vehicles }: { seed: number; stops: number; vehicles: number }): Problem {
  const random = seeded(seed);
  const points = Array.from({ length: stops + 1 }, () => ({ x: below(random, 1_000), y: below(random, 1_000) }));
  const window = () => {
    const ready = below(random, 3_000);
    return { ready, due: ready + 200 + below(random, 2_000) };
  };
  return {
    travel: travelBetween(points, euclidean, 1),
    stops: Array.from({ length: stops }, (_, n) => ({
      id: `s${n}`,
      place: n + 1,
      demand: [1 + below(random, 9), below(random, 5)],
      window: window(),
      service: below(random, 60),
    })),
    vehicles: Array.from({ length: vehicles }, (_, n) => ({
      id: `v${n}`,
      capacity: [n % 2 ? 60 : 45, 30],
      start: 0,
      end: 0,
      window: { ready: 0, due: 7_000 },
    })),
  };
}
/**
 * What a search finds after some steps is a function of the problem and the seed. These values are what it found when its
 * quality was measured (docs/benchmarks.md): whoever changes its path has to measure again.
 */
const FOUND = [
  {
    ...{ seed: 1, stops: 40, vehicles: 14 },
    found: ['5 vehicles, 10990.819 m, 0 unserved', '4 vehicles, 9922.900 m, 0 unserved'],
  },
  {
    ...{ seed: 2, stops: 40, vehicles: 10 },
    found: ['4 vehicles, 9486.766 m, 0 unserved', '4 vehicles, 9457.075 m, 0 unserved'],
  },
  {
    ...{ seed: 3, stops: 60, vehicles: 6 },
    found: ['6 vehicles, 18112.192 m, 1 unserved', '6 vehicles, 13728.465 m, 1 unserved'],
  },
];

test.each(FOUND)('the search of town $seed goes the path that was measured', ({ found, ...size }) => {
  const problem = town(size);
  const after = (steps: number) => {
    const solution = optimize(problem, undefined, { seed: 7, steps });
    const metres = distanceOf(problem, solution).toFixed(3);
    return `${solution.routes.length} vehicles, ${metres} m, ${solution.unserved.length} unserved`;
  };
  expect([30, 300].map(after)).toEqual(found);
});
