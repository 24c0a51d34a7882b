import { setTimeout as wait } from 'node:timers/promises';
import { ListMessageMoveTasksCommand, SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { PREFIX } from '#infra/cdk/names.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { Failure, UsageError } from '../failures.ts';
import { show } from '../output.ts';
import { openBar } from '../progress.ts';
import { total } from '../queues.ts';
import { didYouMean } from '../suggest.ts';
import { invokeAgain } from './invokeAgain.ts';
import { type Pair, queuePairs } from './listar.ts';

const POLL_MS = 200;

/**
 * Sends dead letters back: those of a queue into the queue, by SQS itself; those of a stream or a schedule, which have
 * no queue to go back to, to the function that was to get them.
 */
export async function reenviar(word: string, options: GlobalOptions): Promise<void> {
  connect(options);
  const sqs = new SQSClient({});
  const name = word.replace(new RegExp(`^${PREFIX}-`), '').replace(/-dlq$/, '');
  const pairs = await queuePairs(sqs);
  const pair = pairs.find((one) => one.name === name);
  if (!pair)
    throw new UsageError(
      `no hay una cola "${name}".${
        didYouMean(
          name,
          pairs.map((one) => one.name),
        ) || ' Vea cuáles hay con: alpes colas'
      }`,
    );
  if (!pair.dead) throw new UsageError(`la cola "${name}" no tiene cola de mensajes muertos`);
  const sent = await resend(sqs, pair, pair.dead);
  show(options, { cola: name, reenviados: sent }, () =>
    sent === 0 ? `La cola ${name} no tiene mensajes muertos` : `${sent} mensajes reenviados a ${name}`,
  );
}

async function resend(sqs: SQSClient, { name, queue }: Pair, dead: NonNullable<Pair['dead']>): Promise<number> {
  if (!queue) return invokeAgain(sqs, name, dead.url);
  return total(dead) === 0 ? 0 : move(sqs, dead.arn, queue.arn);
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
