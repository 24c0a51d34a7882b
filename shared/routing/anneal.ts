import type { Progress } from './budget.ts';
import type { Model } from './model.ts';
import { ABSENT, copyPlan, type Plan, twinOf } from './plan.ts';
import { uniform } from './random.ts';
import { recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import type { Search } from './search.ts';
import { exchangeTails } from './tails.ts';

/** How much longer a plan may become in a step, at the begin and at the end, as shares of the mean metres per stop. */
const HOT = 1;
const COLD = 0.01;
/** How often a step begins with an exchange of tails. */
const TAILS = 0.2;
/** How many stops a step takes out, on average: between these. */
const FEW = 4;
const MANY = 14;
/** The share of steps from a plan that serves all; how far the price of a stop moves to get there; how often. */
const COMPLETE = 0.3;
const NUDGE = 0.02;
const EVERY = 100;
/** Bounds of that price: in temperatures, and in mean metres per stop. */
const CHEAPEST = 1;
const DEAREST = 1000;

/** What a stop costs that is left out: a price for all, and a share of it by how often this one was left out. */
interface Prices {
  price: number;
  total: number;
  readonly missed: Float64Array;
}

/**
 * Shortens the routes by ruin and recreate under simulated annealing. Where the vehicles are few and full, no path of
 * complete plans leads from one good plan to another, so the search also walks through plans that leave a stop out, at
 * a price that keeps a share of its steps at complete plans. A stop left out again and again becomes dear, else the
 * search would settle without it. The result leaves out no more than the plan did before.
 */
export function shorten(search: Search, progress: Progress): void {
  const { plan, model, random } = search;
  const best = twinOf(plan);
  const current = twinOf(plan);
  const mean = (plan.meters[0] as number) / Math.max(1, model.stops);
  const prices = pricesFor(model, 10 * mean);
  let complete = 0;
  for (let step = 1, done = progress(); done < 1; step++, done = progress()) {
    const temperature = mean * HOT * (COLD / HOT) ** done;
    const centre = uniform(random) < TAILS ? exchangeTails(search) : -1;
    ruin(search, FEW + (MANY - FEW) * uniform(random), centre);
    recreate(search);
    const longer = cost(plan, prices) - cost(current, prices);
    remember(prices, plan);
    if (longer < -temperature * Math.log(uniform(random))) {
      copyPlan(plan, current);
      if (isBetter(plan, best)) copyPlan(plan, best);
    } else {
      copyPlan(current, plan);
    }
    if ((plan.counts[ABSENT] as number) <= (best.counts[ABSENT] as number)) complete++;
    if (step % EVERY > 0) continue;
    const price = prices.price * (complete > COMPLETE * EVERY ? 1 - NUDGE : 1 + NUDGE);
    prices.price = Math.min(DEAREST * mean, Math.max(CHEAPEST * temperature, price));
    complete = 0;
  }
  copyPlan(best, plan);
}

const pricesFor = ({ stops }: Model, price: number): Prices => ({
  price,
  total: stops,
  missed: new Float64Array(stops).fill(1),
});

function cost({ absent, counts, meters, model }: Plan, { price, total, missed }: Prices): number {
  let sum = 0;
  for (let i = 0; i < (counts[ABSENT] as number); i++) sum += missed[absent[i] as number] as number;
  return (meters[0] as number) + (price * sum * model.stops) / total;
}

function remember(prices: Prices, { absent, counts }: Plan): void {
  const { missed } = prices;
  for (let i = 0; i < (counts[ABSENT] as number); i++) {
    const stop = absent[i] as number;
    missed[stop] = (missed[stop] as number) + 1;
  }
  prices.total += counts[ABSENT] as number;
}

function isBetter(plan: Plan, best: Plan): boolean {
  const fewer = (best.counts[ABSENT] as number) - (plan.counts[ABSENT] as number);
  return fewer > 0 || (fewer === 0 && (plan.meters[0] as number) < (best.meters[0] as number));
}
