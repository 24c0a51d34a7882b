import { setTimeout as wait } from 'node:timers/promises';
import { count } from './telemetry.ts';

const MOST = 12;

/**
 * The one policy of retries, for whoever may lose a race or be throttled: the numbers of the attempts, from 1 to 12. The
 * second comes at once, each further one after a random pause (`longestPause`), so that rivals part; at most 1.5 s in all.
 * Each but the first counts as one of the metric `Reintentos`. Who is through leaves the loop; what is to be thrown when
 * all attempts were in vain stands behind it.
 */
export async function* attempts(): AsyncGenerator<number, void, undefined> {
  for (let attempt = 1; attempt <= MOST; attempt++) {
    if (attempt > 1) count('Reintentos');
    if (attempt > 2) await wait(Math.random() * longestPause(attempt));
    yield attempt;
  }
}

/** The longest pause before an attempt from the third on, in milliseconds: it doubles up to a bound. */
export function longestPause(attempt: number): number {
  return Math.min(200, 5 * 2 ** (attempt - 1));
}
