import { SQSClient } from '@aws-sdk/client-sqs';
import type { Names } from '#infra/cdk/names.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { EXIT, UsageError } from '../failures.ts';
import { show } from '../output.ts';
import { total } from '../queues.ts';
import { didYouMean } from '../suggest.ts';
import { invokeAgain } from './invokeAgain.ts';
import { type Pair, queuePairs } from './listar.ts';
import { requeue } from './requeue.ts';
import { type DeadQueue, type Resent, sentenceOf } from './resent.ts';

/**
 * Sends dead letters back: those of a queue into the queue, by SQS itself; those of a stream or a schedule, which have
 * no queue to go back to, to the function that was to get them. Tells what became of them; exit code 1 when some died again.
 */
export async function reenviar(word: string, options: GlobalOptions): Promise<void> {
  const { names } = connect(options);
  const sqs = new SQSClient({});
  const name = names.short(word).replace(/-dlq$/, '');
  const pairs = await queuePairs(sqs, names);
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
  const resent = await resend({ sqs, names }, pair, pair.dead);
  const { sent, died } = resent;
  show(options, { cola: name, reenviados: sent, hechos: sent - died.length, muertos: died }, () =>
    sentenceOf(name, resent),
  );
  if (died.length > 0) process.exitCode = EXIT.failed;
}

interface There {
  readonly sqs: SQSClient;
  readonly names: Names;
}

async function resend({ sqs, names }: There, { name, queue }: Pair, dead: DeadQueue): Promise<Resent> {
  if (!queue) return invokeAgain({ sqs, names }, name, dead);
  return total(dead) === 0 ? { sent: 0, died: [] } : requeue(sqs, queue, dead);
}
