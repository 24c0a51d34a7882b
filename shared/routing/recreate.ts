import { link } from './links.ts';
import { ABSENT, USED } from './plan.ts';
import { below, uniform } from './random.ts';
import type { Search } from './search.ts';

/** How often a better position is overlooked: the only diversity that insertion needs, by the paper of `ruin`. */
const BLINK = 0.01;
/** How often each order of insertion is drawn: at random, then the orders of the search. */
const WEIGHTS = [4, 4, 2, 1, 2, 2, 2];
const WEIGHT = WEIGHTS.reduce((sum, weight) => sum + weight);

/** Inserts the absent stops greedily, in a drawn order; what fits nowhere stays absent. */
export function recreate(search: Search): void {
  const { plan } = search;
  const { absent, counts } = plan;
  const waiting = counts[ABSENT] as number;
  arrange(search, waiting);
  let left = 0;
  for (let i = 0; i < waiting; i++) {
    const stop = absent[i] as number;
    const after = cheapest(search, stop);
    if (after === -1) absent[left++] = stop;
    else link(plan, stop, after);
  }
  counts[ABSENT] = left;
}

function arrange(search: Search, waiting: number): void {
  const { random, ranks, orders } = search;
  const { absent } = search.plan;
  let draw = below(random, WEIGHT);
  let chosen = 0;
  while (draw >= (WEIGHTS[chosen] as number)) {
    draw -= WEIGHTS[chosen] as number;
    chosen++;
  }
  if (chosen === 0) {
    for (let i = waiting - 1; i > 0; i--) {
      const j = below(random, i + 1);
      const swapped = absent[i] as number;
      absent[i] = absent[j] as number;
      absent[j] = swapped;
    }
    return;
  }
  const order = orders[chosen - 1] as Float64Array;
  for (let i = 0; i < waiting; i++) {
    const stop = absent[i] as number;
    const rank = order[stop] as number;
    let j = i;
    for (; j > 0 && (ranks[j - 1] as number) > rank; j--) {
      ranks[j] = ranks[j - 1] as number;
      absent[j] = absent[j - 1] as number;
    }
    ranks[j] = rank;
    absent[j] = stop;
  }
}

/** The node after which a stop costs least, -1 where it fits nowhere. */
function cheapest(search: Search, stop: number): number {
  const { model, plan, random, touched } = search;
  const { nodes, stops, vehicles, meters, metersTo, seconds, secondsTo, kind, clock } = model;
  const { next, leave, late, leg, anchor, freeKg, freeM3 } = plan;
  const legs = stop * nodes;
  const kg = model.kg[stop] as number;
  const m3 = model.m3[stop] as number;
  const service = model.service[stop] as number;
  const mayOpen = (plan.counts[USED] as number) < (search.limit[0] as number);
  const step = (search.step[0] as number) + 1;
  search.step[0] = step;
  let best = Number.POSITIVE_INFINITY;
  let where = -1;
  const only = model.only[stop] as number;
  const last = only === -1 ? vehicles - 1 : only;
  for (let vehicle = Math.max(0, only); vehicle <= last; vehicle++) {
    let at = anchor[vehicle] as number;
    let to = next[at] as number;
    if (at >= stops && to >= stops) {
      if (!mayOpen || touched[kind[vehicle] as number] === step) continue;
      touched[kind[vehicle] as number] = step;
    }
    if (kg > (freeKg[vehicle] as number) || m3 > (freeM3[vehicle] as number)) continue;
    const row = clock[vehicle] as number;
    const opens = model.ready[row + stop] as number;
    const closes = model.due[row + stop] as number;
    while (to !== -1) {
      const left = leave[at] as number;
      if (left > closes) break;
      const arrival = left + (secondsTo[legs + at] as number);
      if (arrival <= closes) {
        const done = Math.max(arrival, opens) + service;
        if (done + (seconds[legs + to] as number) <= (late[to] as number)) {
          const cost = (metersTo[legs + at] as number) + (meters[legs + to] as number) - (leg[at] as number);
          if (cost < best && uniform(random) >= BLINK) {
            best = cost;
            where = at;
          }
        }
      }
      at = to;
      to = next[at] as number;
    }
  }
  return where;
}
