import { hourOf } from './empresa.ts';
import type { Reloj } from './reloj.ts';

/** The hour at which a first day begins. */
const HOUR = 7;
/** As `Date.getUTCDay` counts: no holiday of Colombia that is moved to a Monday, and no weekend. */
const TUESDAY = 2;

/** Moves the clock to the next morning on which nobody rests; gives the time then. */
export async function morning(reloj: Reloj): Promise<number> {
  const now = await reloj.now();
  for (let days = 1; ; days++) {
    const time = hourOf(now, { days, hour: HOUR });
    if (new Date(time).getUTCDay() !== TUESDAY) continue;
    await reloj.advance(time - now);
    return time;
  }
}
