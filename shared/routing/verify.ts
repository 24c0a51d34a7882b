import type { Problem, Route, Solution, Stop, Vehicle } from './problem.ts';
import { scheduleOf } from './schedule.ts';

/** One broken rule of a solution: which, and where. */
export interface Violation {
  readonly rule:
    | 'unknown-vehicle'
    | 'unknown-stop'
    | 'vehicle-twice'
    | 'stop-twice'
    | 'stop-missing'
    | 'fixed-changed'
    | 'wrong-vehicle'
    | 'capacity'
    | 'window'
    | 'shift';
  readonly vehicle?: string;
  readonly stop?: string;
}

/** A sum of doubles in another order differs in its last digits; a microsecond or a milligram is not a violation. */
const TOLERANCE = 1e-6;

/**
 * Every rule that a solution breaks; none means that it can be driven. It shares nothing with the solver but the
 * types, so that a mistake there cannot hide itself here.
 */
export function verify(problem: Problem, solution: Solution): Violation[] {
  const stops = new Map(problem.stops.map((stop) => [stop.id, stop]));
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  return [
    ...eachStopOnce(stops, solution),
    ...eachVehicleOnce(vehicles, solution),
    ...problem.vehicles
      .filter((vehicle) => !keepsFixed(vehicle, solution))
      .map(({ id }) => broken('fixed-changed', id)),
    ...solution.routes.flatMap((route) => {
      const vehicle = vehicles.get(route.vehicle);
      return vehicle ? routeViolations(problem, vehicle, known(route, stops)) : [];
    }),
  ];
}

/** The metres that a solution drives, from each start to each end. */
export function distanceOf(problem: Problem, solution: Solution): number {
  const stops = new Map(problem.stops.map((stop) => [stop.id, stop]));
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  let sum = 0;
  for (const route of solution.routes) {
    const vehicle = vehicles.get(route.vehicle);
    if (!vehicle || route.stops.length === 0) continue;
    const places = [vehicle.start, ...known(route, stops).map((stop) => stop.place), vehicle.end];
    for (let i = 1; i < places.length; i++) sum += metersBetween(problem, places[i - 1], places[i]);
  }
  return sum;
}

function metersBetween({ travel }: Problem, from = 0, to = 0): number {
  return travel.meters[from * travel.size + to] ?? Number.NaN;
}

function* eachStopOnce(stops: ReadonlyMap<string, Stop>, solution: Solution): Generator<Violation> {
  const seen = new Set<string>();
  const named = solution.routes.flatMap((route) => route.stops.map((stop) => ({ stop, vehicle: route.vehicle })));
  for (const { stop, vehicle } of [...named, ...solution.unserved.map((id) => ({ stop: id, vehicle: undefined }))]) {
    if (!stops.has(stop)) yield broken('unknown-stop', vehicle, stop);
    if (seen.has(stop)) yield broken('stop-twice', vehicle, stop);
    seen.add(stop);
  }
  for (const id of stops.keys()) if (!seen.has(id)) yield broken('stop-missing', undefined, id);
}

function* eachVehicleOnce(vehicles: ReadonlyMap<string, Vehicle>, solution: Solution): Generator<Violation> {
  const seen = new Set<string>();
  for (const { vehicle } of solution.routes) {
    if (!vehicles.has(vehicle)) yield broken('unknown-vehicle', vehicle);
    if (seen.has(vehicle)) yield broken('vehicle-twice', vehicle);
    seen.add(vehicle);
  }
}

function keepsFixed(vehicle: Vehicle, solution: Solution): boolean {
  const driven = solution.routes.find((route) => route.vehicle === vehicle.id)?.stops ?? [];
  return (vehicle.fixed ?? []).every((id, position) => driven[position] === id);
}

function routeViolations(problem: Problem, vehicle: Vehicle, stops: readonly Stop[]): Violation[] {
  const found: Violation[] = [];
  const fixed = stops.slice(0, vehicle.fixed?.length ?? 0);
  for (const unit of [0, 1] as const) {
    const load = (of: readonly Stop[]) => of.reduce((sum, stop) => sum + stop.demand[unit], 0);
    if (load(stops) > Math.max(vehicle.capacity[unit], load(fixed)) + TOLERANCE)
      found.push(broken('capacity', vehicle.id));
  }
  const drive = scheduleOf(problem, vehicle, stops);
  stops.forEach((stop, position) => {
    if (stop.only !== undefined && stop.only !== vehicle.id) found.push(broken('wrong-vehicle', vehicle.id, stop.id));
    const begin = drive.begins[position] ?? Number.NaN;
    if (position >= fixed.length && begin > stop.window.due + TOLERANCE) {
      found.push(broken('window', vehicle.id, stop.id));
    }
  });
  const home = Math.max(vehicle.window.due, fixed.length > 0 ? scheduleOf(problem, vehicle, fixed).home : 0);
  if (stops.length > 0 && drive.home > home + TOLERANCE) found.push(broken('shift', vehicle.id));
  return found;
}

const known = (route: Route, stops: ReadonlyMap<string, Stop>): Stop[] =>
  route.stops.map((id) => stops.get(id)).filter((stop) => stop !== undefined);

const broken = (rule: Violation['rule'], vehicle?: string, stop?: string): Violation => ({
  rule,
  ...(vehicle !== undefined && { vehicle }),
  ...(stop !== undefined && { stop }),
});
