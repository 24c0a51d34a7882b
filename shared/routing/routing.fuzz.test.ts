import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insert, insertAll } from './insertion.ts';
import { optimize } from './optimize.ts';
import type { Problem, Solution } from './problem.ts';
import { problems } from './testing/problems.ts';
import { verify } from './verify.ts';

const atBegin = ({ vehicles, stops }: Problem): Solution => {
  const fixed = new Set(vehicles.flatMap((each) => each.fixed ?? []));
  const onRoad = vehicles
    .filter((each) => each.fixed?.length)
    .map(({ id, fixed: ids = [] }) => ({ vehicle: id, stops: ids }));
  return { routes: onRoad, unserved: stops.map(({ id }) => id).filter((id) => !fixed.has(id)) };
};

test('optimizing gives a plan that can be driven, from nothing or from any plan', () => {
  fc.assert(
    fc.property(problems, fc.integer(), (problem, seed) => {
      const first = optimize(problem, undefined, { seed, steps: 60 });
      expect(verify(problem, first)).toEqual([]);
      const again = optimize(problem, first, { seed: seed + 1, steps: 60, objective: 'distance' });
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
        const found = insert(problem, plan, stopToPlace);
        if (!found) continue;
        const route = plan.routes.find((each) => each.vehicle === found.vehicle)?.stops ?? [];
        const others = plan.routes.filter((each) => each.vehicle !== found.vehicle);
        const stops = route.toSpliced(found.position, 0, stopToPlace.id);
        plan = {
          routes: [...others, { vehicle: found.vehicle, stops }],
          unserved: plan.unserved.filter((id) => id !== stopToPlace.id),
        };
        expect(verify(problem, plan)).toEqual([]);
      }
    }),
  );
});

test('inserting all at once with regret never breaks a plan', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      expect(verify(problem, insertAll(problem, atBegin(problem), problem.stops))).toEqual([]);
    }),
  );
});
