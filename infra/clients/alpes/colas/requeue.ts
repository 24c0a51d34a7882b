import { setTimeout as wait } from 'node:timers/promises';
import { ListMessageMoveTasksCommand, type SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { drained } from '../draining.ts';
import { Failure } from '../failures.ts';
import { noteInterruption } from '../interruption.ts';
import { openBar } from '../progress.ts';
import { counted } from '../words.ts';
import { giveBack, readLetters } from './letters.ts';
import type { DeadQueue, Resent } from './resent.ts';

const POLL_MS = 200;
/** For as long as this command reads letters, others do not see them. */
const READING_S = 30;
/** Ten attempts with a pause that doubles are a quarter of an hour: what was sent back is done by then, or dead. */
const LONGEST_MS = 20 * 60_000;

/** A queue that has dead letters. */
interface Queue {
  readonly url: string;
  readonly arn: string;
}

/**
 * Sends dead letters back into their queue, by SQS itself, and waits until they have been done or are dead again. SQS
 * gives them new ids, so those that died are known by what they are about.
 */
export async function requeue(sqs: SQSClient, queue: Queue, dead: DeadQueue): Promise<Resent> {
  const before = await readLetters(sqs, dead.url, { seconds: READING_S });
  await giveBack(sqs, dead.url, before);
  const sent = await move(sqs, dead.arn, queue.arn);
  await finished(sqs, queue.url);
  const after = await readLetters(sqs, dead.url, { seconds: READING_S });
  await giveBack(sqs, dead.url, after);
  const moved = new Set(before.map(({ about }) => about));
  return { sent, died: after.filter(({ about }) => moved.has(about)).map(({ why }) => why) };
}

/** The queue is named: what a rule could not deliver is among the dead letters, and has never been in it. */
async function move(sqs: SQSClient, SourceArn: string, DestinationArn: string): Promise<number> {
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
  const bar = openBar('Reenviando', 1);
  try {
    for (;;) {
      const { Results: [task] = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }));
      const moved = Number(task?.ApproximateNumberOfMessagesMoved ?? 0);
      if (task?.Status === 'COMPLETED') return moved;
      if (task?.Status !== 'RUNNING')
        throw new Failure(`SQS no terminó de reenviar (${moved} reenviados): ${task?.FailureReason ?? task?.Status}`);
      bar.at(moved / Math.max(1, Number(task.ApproximateNumberOfMessagesToMove)), `${moved}`);
      await wait(POLL_MS);
    }
  } finally {
    bar.end();
  }
}

/** Waits until the queue is empty: all that was sent back is done, or dead. */
async function finished(sqs: SQSClient, url: string): Promise<void> {
  const { signal, end } = noteInterruption();
  const longest = AbortSignal.timeout(LONGEST_MS);
  try {
    const left = await drained(sqs, [url], AbortSignal.any([signal, longest]));
    if (left === 0) return;
    const why = signal.aborted ? 'interrumpido' : 'no se esperó más';
    throw new Failure(
      `${why} con ${counted(left, 'mensaje', 'mensajes')} en la cola; se procesarán sin que nadie espere`,
    );
  } finally {
    end();
  }
}
