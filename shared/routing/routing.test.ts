import { describe, expect, test } from 'vitest';
import { insertions } from './insertion.ts';
import { optimize } from './optimize.ts';
import type { Break, Problem, Stop, Vehicle } from './problem.ts';
import { scheduleOf } from './schedule.ts';
import { euclidean, haversine, travelBetween } from './travel.ts';
import { distanceOf, verify } from './verify.ts';

const always = { ready: 0, due: 10_000 };
const stop = (id: string, place: number, change: Partial<Stop> = {}): Stop => ({
  id,
  place,
  demand: [1, 0],
  window: always,
  service: 0,
  ...change,
});
const vehicle = (id: string, change: Partial<Vehicle> = {}): Vehicle => ({
  id,
  capacity: [10, 1],
  start: 0,
  end: 0,
  window: always,
  ...change,
});
/** Places on a line, ten metres apart. */
const line = travelBetween(
  [0, 10, 20, 30, 40].map((x) => ({ x, y: 0 })),
  euclidean,
  1,
);
const problem = (vehicles: Vehicle[], stops: Stop[]): Problem => ({ vehicles, stops, travel: line });

describe('insertions', () => {
  const [a, c] = [stop('a', 1), stop('c', 3)];
  const plan = { routes: [{ vehicle: 'v1', stops: ['a', 'c'] }], unserved: [] };

  test('every place where a stop fits, the cheapest first', () => {
    const given = problem([vehicle('v1'), vehicle('v2')], [a, c]);
    expect(insertions(given, plan, stop('b', 2))).toEqual(
      [
        { vehicle: 'v1', position: 0, cost: 20 },
        { vehicle: 'v1', position: 1, cost: 0 },
        { vehicle: 'v1', position: 2, cost: 0 },
        { vehicle: 'v2', position: 0, cost: 40 },
      ].sort((one, other) => one.cost - other.cost),
    );
  });
  test('none in a vehicle that would be too full', () => {
    const given = problem([vehicle('v1', { capacity: [2, 1] }), vehicle('v2')], [a, c]);
    expect(insertions(given, plan, stop('b', 2))).toEqual([{ vehicle: 'v2', position: 0, cost: 40 }]);
  });
  test('a window moves it to another place in the route', () => {
    const given = problem([vehicle('v1')], [a, stop('c', 3, { window: { ready: 0, due: 30 } })]);
    const late = stop('b', 2, { window: { ready: 35, due: 60 } });
    expect(insertions(given, plan, late)).toEqual([{ vehicle: 'v1', position: 2, cost: 0 }]);
  });
  test('nothing goes before a fixed stop', () => {
    const given = problem([vehicle('v1', { start: 4, fixed: ['c', 'a'] })], [a, c]);
    const onRoad = { routes: [{ vehicle: 'v1', stops: ['c', 'a'] }], unserved: [] };
    expect(insertions(given, onRoad, stop('b', 2))).toEqual([{ vehicle: 'v1', position: 2, cost: 20 }]);
  });
  test('a stop of one vehicle has no place in another', () => {
    const given = problem([vehicle('v1'), vehicle('v2')], [a, c]);
    expect(insertions(given, plan, stop('b', 2, { only: 'v2' }))).toEqual([{ vehicle: 'v2', position: 0, cost: 40 }]);
    expect(() => insertions(given, plan, stop('b', 2, { only: 'v3' }))).toThrow('has no vehicle "v3"');
  });
  test('a stop that no vehicle can reach in time has no place', () => {
    const given = problem([vehicle('v1')], [a, c]);
    expect(insertions(given, plan, stop('b', 4, { window: { ready: 0, due: 39 } }))).toEqual([]);
  });
  test('no visit begins in a break, and a drive goes on after it', () => {
    const resting = problem([vehicle('v1', { breaks: [{ from: 15, until: 25 }] })], []);
    const nothing = { routes: [], unserved: [] };
    const closing = (due: number) => insertions(resting, nothing, stop('b', 2, { window: { ready: 0, due } })).length;
    expect([closing(29), closing(30)]).toEqual([0, 1]);
    const within = stop('b', 1, { window: { ready: 16, due: 24 } });
    expect(insertions(resting, nothing, within)).toEqual([]);
  });
  test('a stop that the problem has already is refused', () => {
    expect(() => insertions(problem([vehicle('v1')], [a, c]), plan, a)).toThrow('has the stop "a" already');
  });
});

describe('scheduleOf', () => {
  const stops = [stop('a', 1, { service: 10 }), stop('b', 3, { window: { ready: 70, due: 90 } })];
  const times = (breaks: readonly Break[]) => {
    const given = problem([vehicle('v1', { breaks })], stops);
    const { begins, home } = scheduleOf(given, given.vehicles[0] as Vehicle, stops);
    return [...begins, home];
  };
  test('each visit begins when it can', () => expect(times([])).toEqual([10, 70, 100]));
  test('what a break interrupts goes on afterwards', () => {
    expect(times([{ from: 15, until: 50 }])).toEqual([10, 75, 105]);
    expect(times([{ from: 10, until: 50 }])).toEqual([50, 80, 110]);
    expect(
      times([
        { from: 0, until: 5 },
        { from: 69, until: 71 },
      ]),
    ).toEqual([15, 71, 101]);
  });
});

describe('verify', () => {
  const stops = [stop('a', 1, { demand: [6, 0] }), stop('b', 2, { demand: [6, 0], window: { ready: 0, due: 15 } })];
  const given = problem([vehicle('v1'), vehicle('v2', { fixed: ['a'] })], stops);
  const rules = (routes: Record<string, string[]>, unserved: string[] = []) =>
    verify(given, { routes: Object.entries(routes).map(([id, ids]) => ({ vehicle: id, stops: ids })), unserved }).map(
      ({ rule }) => rule,
    );

  test('names each broken rule', () => {
    expect(rules({ v2: ['a'] }, ['b'])).toEqual([]);
    expect(rules({ v2: ['a', 'b'] })).toEqual(['capacity', 'window']);
    expect(rules({ v1: ['a'] }, ['b'])).toEqual(['fixed-changed']);
    expect(rules({ v2: ['a'], v1: ['a', 'z'], v3: [] })).toEqual([
      'stop-twice',
      'unknown-stop',
      'stop-missing',
      'unknown-vehicle',
    ]);
  });
  test('sees a stop in a vehicle that may not visit it', () => {
    const own = problem([vehicle('v1'), vehicle('v2')], [stop('a', 1, { only: 'v2' })]);
    expect(verify(own, { routes: [{ vehicle: 'v1', stops: ['a'] }], unserved: [] })).toEqual([
      { rule: 'wrong-vehicle', vehicle: 'v1', stop: 'a' },
    ]);
  });
  test('sees a vehicle that is home after its shift', () => {
    const short = problem([vehicle('v1', { window: { ready: 0, due: 19 } })], [stop('a', 1)]);
    expect(verify(short, { routes: [{ vehicle: 'v1', stops: ['a'] }], unserved: [] })).toEqual([
      { rule: 'shift', vehicle: 'v1' },
    ]);
  });
});

describe('optimize', () => {
  test('few vehicles come before few metres', () => {
    const stops = [stop('a', 1), stop('b', 4)];
    const vehicles = [vehicle('v1', { start: 1, end: 1 }), vehicle('v2', { start: 4, end: 4 })];
    const solution = optimize(problem(vehicles, stops), undefined, { seed: 1, steps: 200 });
    expect(solution.routes.length).toBe(1);
  });
  test('a vehicle that alone may visit a stop is not closed', () => {
    const stops = [stop('a', 1, { only: 'v2' }), stop('b', 2), stop('c', 3)];
    const vehicles = [vehicle('v1'), vehicle('v2')];
    const initial = {
      routes: [
        { vehicle: 'v1', stops: ['b', 'a'] },
        { vehicle: 'v2', stops: ['c'] },
      ],
      unserved: [],
    };
    const solution = optimize(problem(vehicles, stops), initial, { seed: 1, steps: 50 });
    expect(solution.routes.map((route) => [route.vehicle, route.stops.toSorted()])).toEqual([['v2', ['a', 'b', 'c']]]);
  });
  test('serves as many stops as it can, and names the others', () => {
    const stops = Array.from({ length: 12 }, (_, index) => stop(`s${index}`, 1 + (index % 4)));
    const solution = optimize(problem([vehicle('v1')], stops), undefined, { seed: 1, steps: 100 });
    expect([solution.routes[0]?.stops.length, solution.unserved.length]).toEqual([10, 2]);
  });
  test('a search without a limit is refused', () => {
    expect(() => optimize(problem([], []), undefined, { seed: 1 })).toThrow('needs a limit');
  });
  test('a problem without stops or vehicles is solved by doing nothing', () => {
    expect(optimize(problem([], []), undefined, { seed: 1, steps: 5 })).toEqual({ routes: [], unserved: [] });
    expect(optimize(problem([], [stop('a', 1)]), undefined, { seed: 1, steps: 5 }).unserved).toEqual(['a']);
  });
  test('the clock that is passed in ends it', () => {
    let time = 0;
    const solution = optimize(problem([vehicle('v1')], [stop('a', 1)]), undefined, {
      seed: 1,
      milliseconds: 20,
      now: () => time++,
    });
    expect(distanceOf(problem([vehicle('v1')], [stop('a', 1)]), solution)).toBe(20);
  });
});

test('the distance from the Plaza de Bolívar of Bogotá to that of Medellín is about 247 km', () => {
  const metres = haversine({ x: -74.0761, y: 4.5981 }, { x: -75.5698, y: 6.2447 });
  expect(Math.round(metres / 1000)).toBe(247);
});
