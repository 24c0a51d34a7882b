import type { Progress } from './budget.ts';
import { ABSENT, copyPlan, twinOf } from './plan.ts';
import { uniform } from './random.ts';
import { recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import type { Search } from './search.ts';

/** How much longer a plan may become in a step, at the begin and at the end, as shares of the mean metres per stop. */
const HOT = 1;
const COLD = 0.01;

/**
 * Shortens the routes by ruin and recreate under simulated annealing. A stop left out costs more than any detour, so
 * that none is given up for distance.
 */
export function shorten(search: Search, progress: Progress): void {
  const { plan, model, random } = search;
  const best = twinOf(plan);
  const current = twinOf(plan);
  const mean = (plan.meters[0] as number) / Math.max(1, model.stops);
  const penalty = 1 + 2 * model.stops * model.meters.reduce((longest, meters) => Math.max(longest, meters), 0);
  const cost = ({ meters, counts }: typeof plan) => (meters[0] as number) + penalty * (counts[ABSENT] as number);
  let now = cost(plan);
  let least = now;
  while (true) {
    const done = progress();
    if (done >= 1) break;
    const temperature = mean * HOT * (COLD / HOT) ** done;
    ruin(search);
    recreate(search);
    const after = cost(plan);
    if (after < now - temperature * Math.log(uniform(random))) {
      now = after;
      copyPlan(plan, current);
      if (after < least) {
        least = after;
        copyPlan(plan, best);
      }
    } else {
      copyPlan(current, plan);
    }
  }
  copyPlan(best, plan);
}
