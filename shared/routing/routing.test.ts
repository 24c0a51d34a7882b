import { describe, expect, test } from 'vitest';
import { insert, insertAll } from './insertion.ts';
import { optimize } from './optimize.ts';
import type { Problem, Stop, Vehicle } from './problem.ts';
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

describe('insert', () => {
  const [a, c] = [stop('a', 1), stop('c', 3)];
  const plan = { routes: [{ vehicle: 'v1', stops: ['a', 'c'] }], unserved: [] };

  test('a stop on the way costs nothing', () => {
    const given = problem([vehicle('v1'), vehicle('v2')], [a, c]);
    expect(insert(given, plan, stop('b', 2))).toEqual({ vehicle: 'v1', position: 1, cost: 0 });
  });
  test('an idle vehicle goes when the one on duty is full', () => {
    const given = problem([vehicle('v1', { capacity: [2, 1] }), vehicle('v2')], [a, c]);
    expect(insert(given, plan, stop('b', 2))).toEqual({ vehicle: 'v2', position: 0, cost: 40 });
  });
  test('a window moves it to another place in the route', () => {
    const given = problem([vehicle('v1')], [a, stop('c', 3, { window: { ready: 0, due: 30 } })]);
    const late = stop('b', 2, { window: { ready: 35, due: 60 } });
    expect(insert(given, plan, late)).toEqual({ vehicle: 'v1', position: 2, cost: 0 });
  });
  test('nothing goes before a fixed stop', () => {
    const given = problem([vehicle('v1', { start: 4, fixed: ['c', 'a'] })], [a, c]);
    const onRoad = { routes: [{ vehicle: 'v1', stops: ['c', 'a'] }], unserved: [] };
    expect(insert(given, onRoad, stop('b', 2))).toEqual({ vehicle: 'v1', position: 2, cost: 20 });
  });
  test('a stop that no vehicle can reach in time has no place', () => {
    const given = problem([vehicle('v1')], [a, c]);
    expect(insert(given, plan, stop('b', 4, { window: { ready: 0, due: 39 } }))).toBeUndefined();
  });
  test('a stop that is served already is refused', () => {
    expect(() => insert(problem([vehicle('v1')], [a, c]), plan, a)).toThrow('already serves the stop "a"');
  });
});

describe('insertAll', () => {
  const unserved = (...ids: string[]) => ({ routes: [], unserved: ids });
  const small = (id: string, place: number) => vehicle(id, { capacity: [1, 1], start: place, end: place });

  test('the stop that would lose most by its second-best vehicle chooses first', () => {
    const [between, outside] = [stop('between', 2), stop('outside', 0)];
    const given = problem([small('v1', 1), small('v2', 4)], [between, outside]);
    expect(insertAll(given, unserved('between', 'outside'), [between, outside])).toEqual({
      routes: [
        { vehicle: 'v1', stops: ['outside'] },
        { vehicle: 'v2', stops: ['between'] },
      ],
      unserved: [],
    });
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
  test('sees a vehicle that is home after its shift', () => {
    const short = problem([vehicle('v1', { window: { ready: 0, due: 19 } })], [stop('a', 1)]);
    expect(verify(short, { routes: [{ vehicle: 'v1', stops: ['a'] }], unserved: [] })).toEqual([
      { rule: 'shift', vehicle: 'v1' },
    ]);
  });
});

describe('optimize', () => {
  test('few vehicles come before few metres, unless distance is the objective', () => {
    const stops = [stop('a', 1), stop('b', 4)];
    const vehicles = [vehicle('v1', { start: 1, end: 1 }), vehicle('v2', { start: 4, end: 4 })];
    const count = (objective: 'vehicles' | 'distance') =>
      optimize(problem(vehicles, stops), undefined, { seed: 1, steps: 200, objective }).routes.length;
    expect([count('vehicles'), count('distance')]).toEqual([1, 2]);
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
