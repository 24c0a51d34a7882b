import { setTimeout as wait } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { openBar } from './progress.ts';
import { queueState, total } from './queues.ts';

const POLL_MS = 250;
/** SQS counts approximately: a queue is taken for empty when it is seen so this many times in a row. */
const EMPTY_SEEN = 3;

/** Waits until nothing is in some queues, or until `signal`; gives how many messages are left. */
export async function drained(sqs: SQSClient, urls: readonly string[], signal: AbortSignal): Promise<number> {
  let bar = openBar('Aplicando', 1);
  try {
    for (let seen = 0, most = 1; ; ) {
      const states = await Promise.all(urls.map((url) => queueState(sqs, url)));
      const left = states.reduce((sum, state) => sum + total(state), 0);
      if (left > most) {
        bar.end();
        most = left;
        bar = openBar('Aplicando', most);
      }
      bar.at(most - left, `faltan ${left}`);
      seen = left === 0 ? seen + 1 : 0;
      if (seen === EMPTY_SEEN || signal.aborted) return left;
      await wait(POLL_MS);
    }
  } finally {
    bar.end();
  }
}
