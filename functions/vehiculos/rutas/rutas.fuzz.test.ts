import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insert, insertAll } from './insertion.ts';
import { optimize } from './optimize.ts';
import type { Problem, Solution, Stop, Vehicle } from './problem.ts';
import { euclidean, travelBetween } from './travel.ts';
import { verify } from './verify.ts';

const PLACES = 12;
const seconds = (max: number) => fc.integer({ min: 0, max });
const load = fc.tuple(fc.double({ min: 0, max: 30, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true }));
const window = fc.tuple(seconds(800), seconds(400)).map(([ready, wide]) => ({ ready, due: ready + wide }));
const place = seconds(PLACES - 1);
const stop = fc.record({ place, demand: load, window, service: seconds(60) });
const capacity = fc.tuple(fc.integer({ min: 10, max: 120 }), fc.integer({ min: 1, max: 8 }));
const shift = fc
  .tuple(seconds(200), fc.integer({ min: 200, max: 1500 }))
  .map(([ready, long]) => ({ ready, due: ready + long }));
const vehicle = fc.record({ capacity, start: place, end: place, window: shift, fixed: fc.integer({ min: 0, max: 2 }) });
const point = fc.record({ x: seconds(200), y: seconds(200) });

/** Problems of any kind: tight and loose, with vehicles of several kinds, some of them on the road already. */
const problems: fc.Arbitrary<Problem> = fc
  .record({
    points: fc.array(point, { minLength: PLACES, maxLength: PLACES }),
    speed: fc.constantFrom(1, 0.7, 3),
    stops: fc.array(stop, { minLength: 0, maxLength: 14 }),
    vehicles: fc.array(vehicle, { minLength: 1, maxLength: 5 }),
    alike: fc.boolean(),
  })
  .map(({ points, speed, stops, vehicles, alike }) => {
    const named = stops.map((each, index): Stop => ({ id: `s${index}`, ...each }));
    const free = named.map(({ id }) => id);
    const drivers = vehicles.map(({ fixed, ...own }, index): Vehicle => {
      const { capacity, start, end, window } = (alike && vehicles[0]) || own;
      return { id: `v${index}`, capacity, start, end, window, fixed: free.splice(0, fixed) };
    });
    return { stops: named, vehicles: drivers, travel: travelBetween(points, euclidean, speed) };
  });

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
