import { fits, link } from './links.ts';
import type { Model } from './model.ts';
import { ABSENT, addAbsent, emptyPlan, type Plan } from './plan.ts';
import type { Route, Solution } from './problem.ts';

/** A plan that holds the fixed stops and, where they are feasible in it, those of a given solution. */
export function planOf(model: Model, solution?: Solution): Plan {
  const plan = emptyPlan(model);
  for (let vehicle = 0; vehicle < model.vehicles; vehicle++) openRoute(plan, vehicle);
  const { kg, m3 } = model;
  const byId = new Map(model.problem.vehicles.map(({ id }, vehicle) => [id, vehicle]));
  for (const route of solution?.routes ?? []) {
    const vehicle = byId.get(route.vehicle);
    if (vehicle === undefined) continue;
    let after = plan.anchor[vehicle] as number;
    for (const id of route.stops) {
      const stop = model.nodeOf.get(id);
      if (stop === undefined || plan.vehicle[stop] !== -1) continue;
      if (model.only[stop] !== -1 && model.only[stop] !== vehicle) continue;
      if ((kg[stop] as number) > (plan.freeKg[vehicle] as number)) continue;
      if ((m3[stop] as number) > (plan.freeM3[vehicle] as number)) continue;
      if (!fits(plan, stop, after)) continue;
      link(plan, stop, after);
      after = stop;
    }
  }
  for (let stop = 0; stop < model.stops; stop++) if (plan.vehicle[stop] === -1) addAbsent(plan, stop);
  return plan;
}

/** A plan as the caller sees it. */
export function solutionOf(plan: Plan): Solution {
  const { model } = plan;
  const { stops, vehicles } = model.problem;
  const name = (stop: number) => stops[stop]?.id ?? '';
  const routes = vehicles.map(({ id }, vehicle): Route => {
    const named: string[] = [];
    let node = plan.next[model.stops + vehicle] as number;
    for (; node < model.stops; node = plan.next[node] as number) named.push(name(node));
    return { vehicle: id, stops: named };
  });
  return {
    routes: routes.filter((route) => route.stops.length > 0),
    unserved: Array.from(plan.absent.subarray(0, plan.counts[ABSENT]), name),
  };
}

function openRoute(plan: Plan, vehicle: number): void {
  const { model } = plan;
  const start = model.stops + vehicle;
  const end = start + model.vehicles;
  const clock = model.clock[vehicle] as number;
  plan.next[start] = end;
  plan.prev[end] = start;
  plan.next[end] = -1;
  plan.prev[start] = -1;
  plan.vehicle[start] = vehicle;
  plan.vehicle[end] = vehicle;
  plan.leave[start] = model.ready[clock + start] as number;
  plan.late[end] = model.due[clock + end] as number;
  plan.freeKg[vehicle] = model.capacityKg[vehicle] as number;
  plan.freeM3[vehicle] = model.capacityM3[vehicle] as number;
  let anchor = start;
  for (const stop of model.fixed[vehicle] ?? []) {
    link(plan, stop, anchor);
    anchor = stop;
  }
  plan.anchor[vehicle] = anchor;
  plan.movable[vehicle] = 0;
}
