import type { Progress } from './budget.ts';
import { unlink } from './links.ts';
import type { Model } from './model.ts';
import { ABSENT, addAbsent, copyPlan, type Plan, twinOf, USED } from './plan.ts';
import { uniform } from './random.ts';
import { recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import type { Search } from './search.ts';

/** How much longer a plan may become in a step, as a share of the mean metres per stop. */
const WARMTH = 0.1;
/** How many stops a step takes out, on average: the value of the paper. With 6, RC106 and R211 were missed. */
const REMOVED = 10;

/**
 * Serves what is absent, and then closes one vehicle after another, as long as all its stops find a place elsewhere. A
 * stop counts more each time that it is left out, and a plan is better when what it leaves out counts less (absence
 * counts: Christiaens and Vanden Berghe 2020, after the ejection pool of Nagata and Bräysy 2009): so the hard stops get
 * their place first, and what is left out in the end is easy to place. Distance decides between plans that leave out
 * the same. Accepting also a heavier set of the same size was measured: it failed on half of the hard Solomon problems.
 */
export function reduceFleet(search: Search, progress: Progress): void {
  const { plan, model, random } = search;
  const missed = new Float64Array(model.stops).fill(1);
  const fewest = leastVehicles(model);
  const best = twinOf(plan);
  const current = twinOf(plan);
  while (progress() < 1) {
    if (plan.counts[ABSENT] === 0) {
      copyPlan(plan, best);
      if ((plan.counts[USED] as number) <= fewest || !closeVehicle(search, missed)) break;
      copyPlan(plan, current);
    }
    ruin(search, REMOVED, -1);
    recreate(search);
    if (plan.counts[ABSENT] === 0) continue;
    if ((plan.counts[ABSENT] as number) < (best.counts[ABSENT] as number)) copyPlan(plan, best);
    const change = weight(plan, missed) - weight(current, missed);
    const longer = (plan.meters[0] as number) - (current.meters[0] as number);
    const allowed = (-WARMTH * (current.meters[0] as number) * Math.log(uniform(random))) / model.stops;
    for (let i = 0; i < (plan.counts[ABSENT] as number); i++) {
      const stop = plan.absent[i] as number;
      missed[stop] = (missed[stop] as number) + 1;
    }
    if (change < 0 || (change === 0 && longer < allowed)) copyPlan(plan, current);
    else copyPlan(current, plan);
  }
  copyPlan(best, plan);
  search.limit[0] = best.counts[ABSENT] === 0 ? (best.counts[USED] as number) : model.vehicles;
}

function weight({ absent, counts }: Plan, missed: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < (counts[ABSENT] as number); i++) sum += missed[absent[i] as number] as number;
  return sum;
}

/** Takes all stops from the vehicle whose stops were missed least; false when every vehicle has some that no other may visit. */
function closeVehicle(search: Search, missed: Float64Array): boolean {
  const { plan, model } = search;
  let chosen = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let vehicle = 0; vehicle < model.vehicles; vehicle++) {
    if (plan.movable[vehicle] === 0 || model.isBound[vehicle] === 1) continue;
    let sum = 0;
    for (const stop of stopsOf(plan, vehicle)) sum += missed[stop] as number;
    if (sum >= least) continue;
    least = sum;
    chosen = vehicle;
  }
  if (chosen === -1) return false;
  search.limit[0] = (plan.counts[USED] as number) - 1;
  const stops = [...stopsOf(plan, chosen)];
  for (const stop of stops) addAbsent(plan, stop);
  unlink(plan, stops[0] as number, stops.at(-1) as number);
  return true;
}

function* stopsOf({ next, model }: Plan, vehicle: number): Generator<number> {
  let at = next[model.stops + vehicle] as number;
  for (; at < model.stops; at = next[at] as number) yield at;
}

/** No plan that serves everything uses fewer: by load, and since a vehicle with stops of its own drives anyway. */
function leastVehicles({ kg, m3, capacityKg, capacityM3, isBound }: Model): number {
  const bound = (load: Float64Array, capacity: Float64Array) => {
    let left = load.reduce((sum, of) => sum + of, 0);
    let used = 0;
    for (const room of capacity.toSorted().reverse()) {
      if (left <= 0) break;
      left -= room;
      used++;
    }
    return used;
  };
  return Math.max(
    bound(kg, capacityKg),
    bound(m3, capacityM3),
    isBound.reduce((sum, own) => sum + own, 0),
  );
}
