import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planOf, solutionOf } from './conversion.ts';
import { modelOf } from './model.ts';
import { ABSENT, type Plan, USED } from './plan.ts';
import { recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import { searchFrom } from './search.ts';
import { exchangeTails } from './tails.ts';
import { problems } from './testing/problems.ts';
import { distanceOf } from './verify.ts';

/** All that a plan keeps about its routes, so that a position is checked in constant time. Metres and times to a thousandth. */
function books(plan: Plan) {
  const { model, next, prev, vehicle, leave, late, leg, freeKg, freeM3, movable, counts, absent, meters } = plan;
  const round = (value: number | undefined) => Math.round((value as number) * 1_000) + 0;
  const out = new Set(absent.subarray(0, counts[ABSENT]));
  const nodes = Array.from({ length: model.nodes }, (_, node) => node).filter((node) => !out.has(node));
  return {
    nodes: nodes.map((node) => [
      next[node],
      prev[node],
      vehicle[node],
      ...[leave, late, leg].map((of) => round(of[node])),
    ]),
    vehicles: Array.from(freeKg, (kg, index) => [kg, freeM3[index], movable[index]]),
    absent: [...out].sort((a, b) => a - b),
    absentVehicles: [...out].map((stop) => vehicle[stop]),
    used: counts[USED],
    meters: round(meters[0]),
  };
}

test('whatever a search does, the books of its plan are those of its routes', () => {
  fc.assert(
    fc.property(problems, fc.integer(), (problem, seed) => {
      const model = modelOf(problem);
      const { plan, ...search } = searchFrom(planOf(model), seed);
      recreate({ ...search, plan });
      if (problem.stops.length === 0) return;
      for (let step = 0; step < 12; step++) {
        ruin({ ...search, plan }, 5, exchangeTails({ ...search, plan }));
        expect(books(plan)).toEqual(books(planOf(model, solutionOf(plan))));
        recreate({ ...search, plan });
        expect(books(plan)).toEqual(books(planOf(model, solutionOf(plan))));
      }
      expect(plan.meters[0]).toBeCloseTo(distanceOf(problem, solutionOf(plan)), 3);
    }),
  );
});
