import { unlink } from './links.ts';
import { ABSENT, addAbsent, USED } from './plan.ts';
import { below, uniform } from './random.ts';
import type { Search } from './search.ts';

/** The longest string; the value of the paper. */
const LONGEST = 10;
/** How often a string spares some stops in its middle, and how often one more. */
const SPLIT = 0.5;
const SPARE_MORE = 0.01;

/**
 * Takes strings of neighbouring stops out of routes near one another (J. Christiaens, G. Vanden Berghe, "Slack Induction
 * by String Removals for Vehicle Routing Problems", Transportation Science 54, 2020): capacity and time become free in
 * the same area, so that the stops can change places. About `average` stops leave, around `centre` (-1: anywhere).
 */
export function ruin(search: Search, average: number, centre: number): void {
  const { model, plan, random, near, touched } = search;
  const { stops, isFixed } = model;
  const step = (search.step[0] as number) + 1;
  search.step[0] = step;
  const served = stops - (plan.counts[ABSENT] as number);
  const used = Math.max(1, plan.counts[USED] as number);
  const longest = Math.min(LONGEST, Math.max(1, served / used));
  const strings = Math.floor(1 + uniform(random) * ((4 * average) / (1 + longest) - 1));
  const row = (centre === -1 ? below(random, stops) : centre) * stops;
  for (let i = 0, cut = 0; i < stops && cut < strings; i++) {
    const stop = near[row + i] as number;
    const vehicle = plan.vehicle[stop] as number;
    if (vehicle === -1 || touched[vehicle] === step || isFixed[stop] === 1) continue;
    touched[vehicle] = step;
    cut++;
    const most = Math.min(longest, plan.movable[vehicle] as number);
    removeString(search, stop, Math.floor(1 + uniform(random) * most));
  }
}

function removeString(search: Search, centre: number, wanted: number): void {
  const { plan, random } = search;
  const vehicle = plan.vehicle[centre] as number;
  const movable = plan.movable[vehicle] as number;
  const length = Math.min(wanted, movable);
  let spared = 0;
  if (length > 1 && length < movable && uniform(random) < SPLIT) {
    spared = 1;
    while (length + spared < movable && uniform(random) < SPARE_MORE) spared++;
  }
  const span = length + spared;
  const first = firstOf(search, centre, span);
  if (spared === 0) {
    cut(search, first, length);
    return;
  }
  const head = 1 + below(random, length - 1);
  const tail = walk(search, first, head + spared);
  cut(search, first, head);
  cut(search, tail, length - head);
}

/** A random first stop of a run of `span` movable stops that holds `centre`. */
function firstOf({ plan, random, model }: Search, centre: number, span: number): number {
  const anchor = plan.anchor[plan.vehicle[centre] as number] as number;
  let before = 0;
  for (let at = plan.prev[centre] as number; at !== anchor && before < span - 1; at = plan.prev[at] as number) before++;
  let after = 0;
  let to = plan.next[centre] as number;
  for (; to < model.stops && after < span - 1; to = plan.next[to] as number) after++;
  const least = span - 1 - after;
  const back = least + below(random, before - least + 1);
  let first = centre;
  for (let i = 0; i < back; i++) first = plan.prev[first] as number;
  return first;
}

function walk({ plan }: Search, from: number, steps: number): number {
  let at = from;
  for (let i = 0; i < steps; i++) at = plan.next[at] as number;
  return at;
}

function cut({ plan }: Search, first: number, length: number): void {
  let last = first;
  addAbsent(plan, first);
  for (let i = 1; i < length; i++) {
    last = plan.next[last] as number;
    addAbsent(plan, last);
  }
  unlink(plan, first, last);
}
