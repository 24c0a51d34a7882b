import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Insertion, insertions } from './insertion.ts';
import { optimize } from './optimize.ts';
import type { Problem, Solution } from './problem.ts';
import { problems } from './testing/problems.ts';
import { distanceOf, verify } from './verify.ts';

const atBegin = ({ vehicles, stops }: Problem): Solution => {
  const fixed = new Set(vehicles.flatMap((each) => each.fixed ?? []));
  const onRoad = vehicles
    .filter((each) => each.fixed?.length)
    .map(({ id, fixed: ids = [] }) => ({ vehicle: id, stops: ids }));
  return { routes: onRoad, unserved: stops.map(({ id }) => id).filter((id) => !fixed.has(id)) };
};

function placed({ routes, unserved }: Solution, stop: string, { vehicle, position }: Insertion): Solution {
  const route = routes.find((each) => each.vehicle === vehicle)?.stops ?? [];
  return {
    routes: [
      ...routes.filter((each) => each.vehicle !== vehicle),
      { vehicle, stops: route.toSpliced(position, 0, stop) },
    ],
    unserved: unserved.filter((id) => id !== stop),
  };
}

test('optimizing gives a plan that can be driven, from nothing or from any plan', () => {
  fc.assert(
    fc.property(problems, fc.integer(), (problem, seed) => {
      const first = optimize(problem, undefined, { seed, steps: 60 });
      expect(verify(problem, first)).toEqual([]);
      const again = optimize(problem, first, { seed: seed + 1, steps: 60 });
      expect(verify(problem, again)).toEqual([]);
      expect(again.unserved.length).toBeLessThanOrEqual(first.unserved.length);
    }),
  );
});

test('the same seed and steps give the same plan', () => {
  fc.assert(
    fc.property(problems, fc.integer(), (problem, seed) => {
      const run = () => optimize(problem, undefined, { seed, steps: 40 });
      expect(run()).toEqual(run());
    }),
    { numRuns: 40 },
  );
});

test('inserting one stop after another never breaks a plan', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      let plan = atBegin(problem);
      for (const stopToPlace of problem.stops.filter(({ id }) => plan.unserved.includes(id))) {
        const others = { ...problem, stops: problem.stops.filter(({ id }) => id !== stopToPlace.id) };
        const places = insertions(others, plan, stopToPlace);
        const costs = places.map(({ cost }) => cost);
        expect(costs).toEqual(costs.toSorted((a, b) => a - b));
        const before = plan;
        for (const place of places.toReversed()) {
          plan = placed(before, stopToPlace.id, place);
          expect(verify(problem, plan)).toEqual([]);
          expect(distanceOf(problem, plan)).toBeCloseTo(distanceOf(problem, before) + place.cost, 6);
        }
      }
    }),
  );
});
