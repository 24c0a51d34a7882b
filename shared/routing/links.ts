import type { Plan } from './plan.ts';
import { USED } from './plan.ts';

/** Rounding may differ between the two directions of a schedule; far below what `verify` tolerates. */
const SLACK = 1e-7;

/** Whether a stop may stand after a node, by time alone. */
export function fits(plan: Plan, stop: number, after: number): boolean {
  const { nodes, seconds, ready, due, service } = plan.model;
  const clock = plan.model.clock[plan.vehicle[after] as number] as number;
  const before = plan.next[after] as number;
  const arrival = (plan.leave[after] as number) + (seconds[after * nodes + stop] as number);
  if (arrival > (due[clock + stop] as number) + SLACK) return false;
  const leave = Math.max(arrival, ready[clock + stop] as number) + (service[stop] as number);
  return leave + (seconds[stop * nodes + before] as number) <= (plan.late[before] as number) + SLACK;
}

/** Puts an absent stop after a node; the caller has checked that it fits, and takes it off the absent ones. */
export function link(plan: Plan, stop: number, after: number): void {
  const { next, prev, leg, meters } = plan;
  const { model } = plan;
  const { nodes } = model;
  const vehicle = plan.vehicle[after] as number;
  const before = next[after] as number;
  const towards = model.meters[after * nodes + stop] as number;
  const onwards = model.meters[stop * nodes + before] as number;
  next[after] = stop;
  prev[stop] = after;
  next[stop] = before;
  prev[before] = stop;
  meters[0] = (meters[0] as number) + towards + onwards - (leg[after] as number);
  leg[after] = towards;
  leg[stop] = onwards;
  plan.vehicle[stop] = vehicle;
  if (after >= model.stops && before >= model.stops) plan.counts[USED] = (plan.counts[USED] as number) + 1;
  plan.movable[vehicle] = (plan.movable[vehicle] as number) + 1;
  plan.freeKg[vehicle] = (plan.freeKg[vehicle] as number) - (model.kg[stop] as number);
  plan.freeM3[vehicle] = (plan.freeM3[vehicle] as number) - (model.m3[stop] as number);
  reschedule(plan, after, before);
}

/** Takes the run of movable stops from `first` to `last` out of its route. The caller lists them as absent. */
export function unlink(plan: Plan, first: number, last: number): void {
  const { next, prev, leg, meters, model } = plan;
  const vehicle = plan.vehicle[first] as number;
  const after = prev[first] as number;
  const before = next[last] as number;
  let saved = leg[after] as number;
  for (let stop = first; stop !== before; stop = next[stop] as number) {
    saved += leg[stop] as number;
    plan.vehicle[stop] = -1;
    plan.movable[vehicle] = (plan.movable[vehicle] as number) - 1;
    plan.freeKg[vehicle] = (plan.freeKg[vehicle] as number) + (model.kg[stop] as number);
    plan.freeM3[vehicle] = (plan.freeM3[vehicle] as number) + (model.m3[stop] as number);
  }
  next[after] = before;
  prev[before] = after;
  const empty = after >= model.stops && before >= model.stops;
  // A vehicle that stays at home drives nothing, also where its end is not its start.
  leg[after] = empty ? 0 : (model.meters[after * model.nodes + before] as number);
  if (empty) plan.counts[USED] = (plan.counts[USED] as number) - 1;
  meters[0] = (meters[0] as number) + (leg[after] as number) - saved;
  reschedule(plan, after, before);
}

/** Brings the times of a route up to date around a changed leg. */
export function reschedule(plan: Plan, after: number, before: number): void {
  forward(plan, after);
  backward(plan, before);
}

function forward(plan: Plan, from: number): void {
  const { next, leave } = plan;
  const { seconds, ready, service, nodes, stops } = plan.model;
  const clock = plan.model.clock[plan.vehicle[from] as number] as number;
  let at = from;
  while (true) {
    const to = next[at] as number;
    if (to >= stops) return;
    const arrival = (leave[at] as number) + (seconds[at * nodes + to] as number);
    const opens = ready[clock + to] as number;
    const moment = Math.max(arrival, opens) + (service[to] as number);
    // The first node after a change always gets a new value; beyond it, an equal one means that the rest is right.
    if (moment === leave[to] && at !== from) return;
    leave[to] = moment;
    at = to;
  }
}

function backward(plan: Plan, from: number): void {
  const { prev, late } = plan;
  const { secondsTo, due, service, nodes, stops } = plan.model;
  const clock = plan.model.clock[plan.vehicle[from] as number] as number;
  let at = from;
  while (true) {
    const to = prev[at] as number;
    if (to >= stops) return;
    const moment = (late[at] as number) - (secondsTo[at * nodes + to] as number) - (service[to] as number);
    const closes = due[clock + to] as number;
    const bound = Math.min(moment, closes);
    if (bound === late[to] && at !== from) return;
    late[to] = bound;
    at = to;
  }
}
