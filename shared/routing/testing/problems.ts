import fc from 'fast-check';
import type { Problem, Stop, Vehicle } from '../problem.ts';
import { euclidean, travelBetween } from '../travel.ts';

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
export const problems: fc.Arbitrary<Problem> = fc
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
