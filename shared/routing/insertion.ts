import { planOf, solutionOf } from './conversion.ts';
import { link } from './links.ts';
import { modelOf } from './model.ts';
import { ABSENT, type Plan } from './plan.ts';
import type { Problem, Solution, Stop, Vehicle } from './problem.ts';

/** Where a stop fits best: before the stop that stands now at `position` of the vehicle's route; `cost` in metres. */
export interface Insertion {
  readonly vehicle: string;
  readonly position: number;
  readonly cost: number;
}

/** A position in a plan: after which node, and how many metres more. */
interface Place {
  readonly after: number;
  readonly cost: number;
}

/**
 * The cheapest feasible place for a stop that arrives now, in constant time per position; undefined when no vehicle can
 * take it. A vehicle that is idle is chosen only when none on duty can. What the solution already has does not move.
 */
export function insert(problem: Problem, solution: Solution, stop: Stop): Insertion | undefined {
  const model = modelOf(including(problem, [stop]));
  const plan = planOf(model, solution);
  const node = model.nodeOf.get(stop.id) ?? -1;
  if (plan.vehicle[node] !== -1) throw new RangeError(`The solution already serves the stop "${stop.id}".`);
  const best = places(plan, node)[0];
  if (!best) return undefined;
  const vehicle = plan.vehicle[best.after] as number;
  const { id } = problem.vehicles[vehicle] as Vehicle;
  const route = solution.routes.find((candidate) => candidate.vehicle === id)?.stops ?? [];
  const previous = model.problem.stops[best.after]?.id;
  return { vehicle: id, position: previous === undefined ? 0 : route.indexOf(previous) + 1, cost: best.cost };
}

/**
 * Inserts several stops, each time the one that would regret most to wait: whose second-best vehicle is worst beside
 * its best one. What fits nowhere is reported as unserved.
 */
export function insertAll(problem: Problem, solution: Solution, stops: readonly Stop[]): Solution {
  const model = modelOf(including(problem, stops));
  const plan = planOf(model, solution);
  const waiting = new Set(plan.absent.subarray(0, plan.counts[ABSENT]));
  while (waiting.size > 0) {
    let chosen: { node: number; place: Place; regret: number } | undefined;
    for (const node of waiting) {
      const [place, second] = places(plan, node);
      if (!place) continue;
      const regret = second ? second.cost - place.cost : Number.MAX_VALUE;
      const wins = !chosen || regret > chosen.regret || (regret === chosen.regret && place.cost < chosen.place.cost);
      if (wins) chosen = { node, place, regret };
    }
    if (!chosen) break;
    link(plan, chosen.node, chosen.place.after);
    waiting.delete(chosen.node);
  }
  plan.absent.set([...waiting]);
  plan.counts[ABSENT] = waiting.size;
  return solutionOf(plan);
}

/** The best place in each vehicle that can take a stop, the best first; an idle vehicle after those on duty. */
function places(plan: Plan, stop: number): Place[] {
  const duty: Place[] = [];
  const idle: Place[] = [];
  const { model } = plan;
  const seen = new Set<number>();
  for (let vehicle = 0; vehicle < model.vehicles; vehicle++) {
    const isIdle = (plan.next[model.stops + vehicle] as number) >= model.stops;
    const kind = model.kind[vehicle] as number;
    if (isIdle && seen.has(kind)) continue;
    if (isIdle) seen.add(kind);
    const place = bestIn(plan, stop, vehicle);
    if (place) (isIdle ? idle : duty).push(place);
  }
  const cheapest = (a: Place, b: Place) => a.cost - b.cost;
  return [...duty.sort(cheapest), ...idle.sort(cheapest)];
}

function bestIn(plan: Plan, stop: number, vehicle: number): Place | undefined {
  const { model } = plan;
  if ((model.kg[stop] as number) > (plan.freeKg[vehicle] as number)) return undefined;
  if ((model.m3[stop] as number) > (plan.freeM3[vehicle] as number)) return undefined;
  const { nodes, meters, metersTo, seconds, secondsTo } = model;
  const { next, leave, late, leg } = plan;
  const row = stop * nodes;
  const opens = model.ready[stop] as number;
  const closes = model.due[stop] as number;
  const service = model.service[stop] as number;
  let best: Place | undefined;
  let at = plan.anchor[vehicle] as number;
  for (let to = next[at] as number; to !== -1; at = to, to = next[at] as number) {
    if ((leave[at] as number) > closes) break;
    const arrival = (leave[at] as number) + (secondsTo[row + at] as number);
    if (arrival > closes) continue;
    const done = Math.max(arrival, opens) + service;
    if (done + (seconds[row + to] as number) > (late[to] as number)) continue;
    const cost = (metersTo[row + at] as number) + (meters[row + to] as number) - (leg[at] as number);
    if (!best || cost < best.cost) best = { after: at, cost };
  }
  return best;
}

function including(problem: Problem, stops: readonly Stop[]): Problem {
  const known = new Set(problem.stops.map(({ id }) => id));
  const added = stops.filter(({ id }) => !known.has(id));
  return added.length === 0 ? problem : { ...problem, stops: [...problem.stops, ...added] };
}
