import { windowOnClock } from './clock.ts';
import type { Break, Problem, Stop, Vehicle } from './problem.ts';

/**
 * A problem as flat arrays, for the inner loops. Nodes are numbered: the stops from 0, then the start of each vehicle
 * (`stops + v`), then the end of each (`stops + vehicles + v`). Matrices are row by row over the nodes; the transposed
 * ones (`…To`) let a scan over the positions of one stop read a single row. They are the same memory where the
 * distances are symmetric, and where travel time equals distance. Vehicles with the same breaks have one clock; `ready` and
 * `due` hold the windows of all nodes row by row, a row for each clock.
 */
export interface Model {
  readonly problem: Problem;
  readonly stops: number;
  readonly vehicles: number;
  readonly nodes: number;
  readonly meters: Float64Array;
  readonly metersTo: Float64Array;
  readonly seconds: Float64Array;
  readonly secondsTo: Float64Array;
  readonly ready: Float64Array;
  readonly due: Float64Array;
  /** Where the row of a vehicle's clock begins. */
  readonly clock: Int32Array;
  readonly service: Float64Array;
  readonly kg: Float64Array;
  readonly m3: Float64Array;
  readonly capacityKg: Float64Array;
  readonly capacityM3: Float64Array;
  /** Equal empty vehicles are one choice, not many: those with the same number are interchangeable. */
  readonly kind: Int32Array;
  /** The fixed stops of each vehicle, as nodes, and which stops they are in all. */
  readonly fixed: readonly (readonly number[])[];
  readonly isFixed: Uint8Array;
  /** The one vehicle that may visit a stop, -1 where any may; and which vehicles have such stops, or fixed ones. */
  readonly only: Int32Array;
  readonly isBound: Uint8Array;
  readonly nodeOf: ReadonlyMap<string, number>;
}

/** Prepares a problem for the solver. Lateness or overload by fixed stops alone is taken as given (see `Vehicle`). */
export function modelOf(problem: Problem): Model {
  const { stops, vehicles, travel } = problem;
  const nodeOf = new Map(stops.map((stop, node) => [stop.id, node]));
  const only = onlyVehicles(stops, vehicles);
  const fixed = vehicles.map((vehicle) => (vehicle.fixed ?? []).map((id) => nodeNamed(nodeOf, id)));
  const places = [...stops.map((s) => s.place), ...vehicles.map((v) => v.start), ...vehicles.map((v) => v.end)];
  const shared = travel.meters === travel.seconds;
  const [meters, metersTo] = matrices(travel.meters, travel.size, places);
  const [seconds, secondsTo] = shared ? [meters, metersTo] : matrices(travel.seconds, travel.size, places);
  const { rows, clock } = clocksOf(vehicles, places.length);
  const nodes = [...stops, ...vehicles, ...vehicles];
  const windows = rows.flatMap((breaks) => nodes.map(({ window }) => windowOnClock(breaks, window)));
  const model: Model = {
    problem,
    stops: stops.length,
    vehicles: vehicles.length,
    nodes: places.length,
    meters,
    metersTo,
    seconds,
    secondsTo,
    ready: Float64Array.from(windows, (window) => window.ready),
    due: Float64Array.from(windows, (window) => window.due),
    clock,
    service: Float64Array.from(places, (_, node) => stops[node]?.service ?? 0),
    kg: Float64Array.from(stops, (stop) => whole(stop.demand[0])),
    m3: Float64Array.from(stops, (stop) => whole(stop.demand[1])),
    capacityKg: Float64Array.from(vehicles, (vehicle) => whole(vehicle.capacity[0])),
    capacityM3: Float64Array.from(vehicles, (vehicle) => whole(vehicle.capacity[1])),
    kind: kinds(vehicles, only),
    fixed,
    isFixed: new Uint8Array(stops.length),
    only,
    isBound: Uint8Array.from(vehicles, (_, vehicle) => Number(isBound(only, vehicles, vehicle))),
    nodeOf,
  };
  fixed.forEach((_, vehicle) => {
    tolerateFixed(model, vehicle);
  });
  return model;
}

/** Loads as whole billionths: sums of whole numbers are exact in any order, so a vehicle can be filled to the brim. */
const whole = (load: number): number => Math.round(load * 1e9);

/** The node of a stop's name; a name that the problem does not have is the caller's mistake. */
export function nodeNamed(nodeOf: ReadonlyMap<string, number>, id: string): number {
  const node = nodeOf.get(id);
  if (node === undefined) throw new RangeError(`The problem has no stop "${id}".`);
  return node;
}

function matrices(table: Float64Array, size: number, places: readonly number[]): [Float64Array, Float64Array] {
  const n = places.length;
  const straight = new Float64Array(n * n);
  const turned = new Float64Array(n * n);
  let symmetric = true;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const value = table[(places[a] as number) * size + (places[b] as number)];
      if (value === undefined) throw new RangeError(`A place is outside the travel table of ${size} places.`);
      straight[a * n + b] = value;
      turned[b * n + a] = value;
      if (b < a && value !== straight[b * n + a]) symmetric = false;
    }
  }
  return [straight, symmetric ? straight : turned];
}

/** The different breaks that vehicles have, and where the row of each vehicle's clock begins. */
function clocksOf(vehicles: readonly Vehicle[], nodes: number) {
  const rows: (readonly Break[])[] = [];
  const seen = new Map<string, number>();
  const clock = Int32Array.from(vehicles, ({ breaks = [] }) => {
    const key = JSON.stringify(breaks.map(({ from, until }) => [from, until]));
    const row = seen.get(key) ?? rows.push(breaks) - 1;
    seen.set(key, row);
    return row * nodes;
  });
  return { rows: rows.length > 0 ? rows : [[]], clock };
}

function onlyVehicles(stops: readonly Stop[], vehicles: readonly Vehicle[]): Int32Array {
  const byId = new Map(vehicles.map(({ id }, vehicle) => [id, vehicle]));
  return Int32Array.from(stops, ({ only }) => {
    if (only === undefined) return -1;
    const vehicle = byId.get(only);
    if (vehicle === undefined) throw new RangeError(`The problem has no vehicle "${only}".`);
    return vehicle;
  });
}

const isBound = (only: Int32Array, vehicles: readonly Vehicle[], vehicle: number): boolean =>
  (vehicles[vehicle]?.fixed ?? []).length > 0 || only.includes(vehicle);

function kinds(vehicles: readonly Vehicle[], only: Int32Array): Int32Array {
  const seen = new Map<string, number>();
  return Int32Array.from(vehicles, ({ capacity, start, end, window, breaks = [], id }, vehicle) => {
    const pauses = breaks.map(({ from, until }) => [from, until]);
    const own = isBound(only, vehicles, vehicle) && id;
    const key = JSON.stringify([capacity, start, end, window.ready, window.due, pauses, own]);
    const kind = seen.get(key) ?? seen.size;
    seen.set(key, kind);
    return kind;
  });
}

function tolerateFixed(model: Model, vehicle: number): void {
  const fixed = model.fixed[vehicle] ?? [];
  if (fixed.length === 0) return;
  const { due, ready, service, seconds, nodes } = model;
  const clock = model.clock[vehicle] as number;
  const end = model.stops + model.vehicles + vehicle;
  let at = model.stops + vehicle;
  let leave = ready[clock + at] as number;
  let kg = 0;
  let m3 = 0;
  for (const node of [...fixed, end]) {
    const arrival = leave + (seconds[at * nodes + node] as number);
    due[clock + node] = Math.max(due[clock + node] as number, arrival);
    leave = Math.max(arrival, ready[clock + node] as number) + (service[node] as number);
    at = node;
    if (node === end) break;
    model.isFixed[node] = 1;
    kg += model.kg[node] as number;
    m3 += model.m3[node] as number;
  }
  model.capacityKg[vehicle] = Math.max(model.capacityKg[vehicle] as number, kg);
  model.capacityM3[vehicle] = Math.max(model.capacityM3[vehicle] as number, m3);
}
