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
const breaks = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 200 })), { maxLength: 2 })
  .map((lengths) =>
    lengths.map(([gap, long], index) => {
      const from = lengths.slice(0, index).reduce((sum, [apart, kept]) => sum + apart + kept + 1, gap);
      return { from, until: from + long };
    }),
  );
const count = (max: number) => fc.integer({ min: 0, max });
const vehicle = fc.record({
  capacity,
  start: place,
  end: place,
  window: shift,
  breaks,
  fixed: count(2),
  own: count(2),
});
const point = fc.record({ x: seconds(200), y: seconds(200) });

/** Problems of any kind: tight and loose, with vehicles of several kinds, with breaks, and with stops of their own or on the road already. */
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
    const owners = new Map<string, string>();
    const drivers = vehicles.map(({ fixed, own, ...each }, index): Vehicle => {
      const id = `v${index}`;
      const { capacity, start, end, window, breaks } = (alike && vehicles[0]) || each;
      const driver = { id, capacity, start, end, window, breaks, fixed: free.splice(0, fixed) };
      for (const stop of free.splice(0, own)) owners.set(stop, id);
      return driver;
    });
    const owned = named.map((each) => ({
      ...each,
      ...(owners.has(each.id) && { only: owners.get(each.id) as string }),
    }));
    return { stops: owned, vehicles: drivers, travel: travelBetween(points, euclidean, speed) };
  });
