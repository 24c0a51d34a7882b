import { planOf } from './conversion.ts';
import { modelOf } from './model.ts';
import type { Plan } from './plan.ts';
import type { Problem, Solution, Stop } from './problem.ts';

/** A place for a stop: before the stop that stands now at `position` of the vehicle's route; `cost` in metres. */
export interface Insertion {
  readonly vehicle: string;
  readonly position: number;
  readonly cost: number;
}

/**
 * The feasible places for a stop that arrives now, the cheapest first, in constant time per position. What the solution
 * already has does not move. Throws a RangeError for a stop that the problem has already.
 */
export function insertions(problem: Problem, solution: Solution, stop: Stop): Insertion[] {
  if (problem.stops.some(({ id }) => id === stop.id))
    throw new RangeError(`The problem has the stop "${stop.id}" already.`);
  const model = modelOf({ ...problem, stops: [...problem.stops, stop] });
  const plan = planOf(model, solution);
  return problem.vehicles
    .flatMap(({ id }, vehicle) => placesIn(plan, vehicle).map((place) => ({ vehicle: id, ...place })))
    .sort((a, b) => a.cost - b.cost);
}

/** Places in the route of a vehicle for the last stop of a problem. */
function placesIn(plan: Plan, vehicle: number): Omit<Insertion, 'vehicle'>[] {
  const { model, next, leave, late, leg } = plan;
  const { nodes, meters, metersTo, seconds, secondsTo, only } = model;
  const stop = model.stops - 1;
  if (only[stop] !== -1 && only[stop] !== vehicle) return [];
  if ((model.kg[stop] as number) > (plan.freeKg[vehicle] as number)) return [];
  if ((model.m3[stop] as number) > (plan.freeM3[vehicle] as number)) return [];
  const clock = model.clock[vehicle] as number;
  const legs = stop * nodes;
  const opens = model.ready[clock + stop] as number;
  const closes = model.due[clock + stop] as number;
  const service = model.service[stop] as number;
  const found: Omit<Insertion, 'vehicle'>[] = [];
  let at = plan.anchor[vehicle] as number;
  let position = model.fixed[vehicle]?.length ?? 0;
  for (let to = next[at] as number; to !== -1; at = to, to = next[at] as number, position++) {
    if ((leave[at] as number) > closes) break;
    const arrival = (leave[at] as number) + (secondsTo[legs + at] as number);
    if (arrival > closes) continue;
    const done = Math.max(arrival, opens) + service;
    if (done + (seconds[legs + to] as number) > (late[to] as number)) continue;
    const cost = (metersTo[legs + at] as number) + (meters[legs + to] as number) - (leg[at] as number);
    found.push({ position, cost });
  }
  return found;
}
