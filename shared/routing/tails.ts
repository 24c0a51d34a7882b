import { reschedule } from './links.ts';
import { type Plan, USED } from './plan.ts';
import { below, uniform } from './random.ts';
import type { Search } from './search.ts';

/** How many of the nearest stops are tried as the new next one, and how often a feasible one is passed over. */
const TRIES = 12;
const PASS = 0.3;

/**
 * Two routes change their tails (the 2-opt* move of Potvin and Rousseau, 1995): from a random stop the first vehicle goes
 * on as the second did, and the other way round. Strings are too short to bring this about on long routes. Only between
 * vehicles of the same kind, which excludes those with stops that no other may visit. The result is the stop where the first route was
 * cut, -1 if nothing was feasible; distance is not looked at, `ruin` and `recreate` around that stop shall make it good.
 */
export function exchangeTails({ model, plan, random, near }: Search): number {
  const { stops, nodes, seconds, kind } = model;
  const { next, prev, leave, late, vehicle } = plan;
  const from = below(random, stops);
  const first = vehicle[from] as number;
  if (first === -1) return -1;
  const tail = next[from] as number;
  for (let i = 1; i < stops && i <= TRIES; i++) {
    const other = near[from * stops + i] as number;
    const second = vehicle[other] as number;
    if (second === -1 || second === first || kind[first] !== kind[second]) continue;
    if ((leave[from] as number) + (seconds[from * nodes + other] as number) > (late[other] as number)) continue;
    const before = prev[other] as number;
    if ((leave[before] as number) + (seconds[before * nodes + tail] as number) > (late[tail] as number)) continue;
    if (uniform(random) < PASS || !changeLoads(plan, tail, other)) continue;
    changeTails(plan, from, before);
    return from;
  }
  return -1;
}

/** Books the stops from `tail` on and those from `other` on at each other's vehicle; false, and nothing, if too heavy. */
function changeLoads({ model, next, vehicle, freeKg, freeM3, movable }: Plan, tail: number, other: number): boolean {
  const [first, second] = [vehicle[tail] as number, vehicle[other] as number];
  let [kg, m3, count] = [0, 0, 0];
  for (let at = tail; at < model.stops; at = next[at] as number) {
    kg += model.kg[at] as number;
    m3 += model.m3[at] as number;
    count++;
  }
  for (let at = other; at < model.stops; at = next[at] as number) {
    kg -= model.kg[at] as number;
    m3 -= model.m3[at] as number;
    count--;
  }
  if (-kg > (freeKg[first] as number) || kg > (freeKg[second] as number)) return false;
  if (-m3 > (freeM3[first] as number) || m3 > (freeM3[second] as number)) return false;
  freeKg[first] = (freeKg[first] as number) + kg;
  freeKg[second] = (freeKg[second] as number) - kg;
  freeM3[first] = (freeM3[first] as number) + m3;
  freeM3[second] = (freeM3[second] as number) - m3;
  movable[first] = (movable[first] as number) - count;
  movable[second] = (movable[second] as number) + count;
  for (let at = tail; at < model.stops; at = next[at] as number) vehicle[at] = second;
  for (let at = other; at < model.stops; at = next[at] as number) vehicle[at] = first;
  return true;
}

function changeTails(plan: Plan, from: number, before: number): void {
  const { next, prev, model } = plan;
  const endOf = (node: number) => model.stops + model.vehicles + (plan.vehicle[node] as number);
  const [firstEnd, secondEnd] = [endOf(from), endOf(before)];
  const [tail, other] = [next[from] as number, next[before] as number];
  const [last, otherLast] = [prev[firstEnd] as number, prev[secondEnd] as number];
  join(plan, from, other);
  join(plan, otherLast, firstEnd);
  if (tail === firstEnd) {
    join(plan, before, secondEnd);
  } else {
    join(plan, before, tail);
    join(plan, last, secondEnd);
  }
  reschedule(plan, from, next[from] as number);
  reschedule(plan, before, next[before] as number);
}

function join({ next, prev, leg, meters, counts, model }: Plan, from: number, to: number): void {
  next[from] = to;
  prev[to] = from;
  const empty = from >= model.stops && to >= model.stops;
  if (empty) counts[USED] = (counts[USED] as number) - 1;
  const length = empty ? 0 : (model.meters[from * model.nodes + to] as number);
  meters[0] = (meters[0] as number) + length - (leg[from] as number);
  leg[from] = length;
}
