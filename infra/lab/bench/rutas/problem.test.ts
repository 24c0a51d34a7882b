import { expect, test } from 'vitest';
import { optimize } from '#shared/routing/optimize.ts';
import { distanceOf, verify } from '#shared/routing/verify.ts';
import { bestKnown, instance, instanceNames } from '../../data/vrptw.ts';
import { problemOf } from './problem.ts';

test('there are 56 problems with 100 customers, and a best solution of each', () => {
  const names = instanceNames();
  expect(names.length).toBe(56);
  expect(names.map((name) => instance(name).customers.length)).toEqual(names.map(() => 100));
  expect([...bestKnown().keys()]).toEqual(names);
});

// The problem, the steps (a second or less of one core) and how much longer than the best known the routes may be.
test.each([
  ['C101', 2_000, 1],
  ['C201', 2_000, 1.01],
  ['R105', 60_000, 1.01],
  ['R209', 30_000, 1.05],
] as const)(
  '%s in %i steps: the best known vehicles, and at most %f times the best known distance',
  (name, steps, factor) => {
    const problem = problemOf(instance(name));
    const solution = optimize(problem, undefined, { seed: 2, steps });
    expect(verify(problem, solution)).toEqual([]);
    expect(solution.unserved).toEqual([]);
    expect(solution.routes.length).toBe(bestKnown().get(name)?.vehicles);
    expect(distanceOf(problem, solution)).toBeLessThan((bestKnown().get(name)?.distance ?? 0) * factor + 0.001);
  },
);
