import { diaEnColombia } from '#events/comun/tiempo.ts';
import type { Grid } from '#infra/grid/grid.ts';

const HOUR_MS = 3_600_000;
/** Ten in Colombia, in UTC. */
const TEN = 15;

/**
 * Moves a grid's time to ten in the morning in Colombia, today's or tomorrow's, and gives that day: a test of plans, which
 * are of a day, is not to meet midnight.
 */
export function tenInTheMorning({ clock }: Grid): string {
  const hour = (clock.now() / HOUR_MS) % 24;
  clock.advance(((TEN - hour + 24) % 24) * HOUR_MS);
  return diaEnColombia(new Date(clock.now()).toISOString());
}
