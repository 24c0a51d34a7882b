import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Names } from '#infra/cdk/names.ts';
import { eventsAfter } from '#shared/runtime/follow/history.ts';
import { Failure } from '../failures.ts';
import { onBus } from '../invocar/messages.ts';
import { openBar } from '../progress.ts';
import { queueUrl } from '../queues.ts';
import type { Pending } from './course.ts';

/** SendMessageBatch takes no more, in messages and in bytes together; a single message may have more. */
const MOST = 10;
const MOST_BYTES = 262_144;

/** Puts events of the log into the queues of their functions, as their rules would. */
export async function resend(sqs: SQSClient, names: Names, pending: readonly Pending[]): Promise<void> {
  process.env.EVENT_LOG_TABLE = names.eventLog;
  const bar = openBar('Reenviando', pending.length);
  let sent = 0;
  try {
    for (const [to, those] of Map.groupBy(pending, (one) => one.to)) {
      const QueueUrl = await queueUrl(sqs, names.of(to));
      for (let from = 0; from < those.length; from += MOST) {
        const bodies = await Promise.all(those.slice(from, from + MOST).map(bodyOf));
        for (const batch of inBytes(bodies)) await send(sqs, QueueUrl, batch);
        sent += bodies.length;
        bar.at(sent, `${sent} de ${pending.length}`);
      }
    }
  } finally {
    bar.end();
  }
}

async function send(sqs: SQSClient, QueueUrl: string, bodies: readonly string[]): Promise<void> {
  const Entries = bodies.map((MessageBody, at) => ({ Id: String(at), MessageBody }));
  const { Failed: [failed] = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  if (failed) throw new Failure(`la cola ${QueueUrl} no tomó un mensaje: ${failed.Code} ${failed.Message ?? ''}`);
}

async function bodyOf({ stream, version }: Pending): Promise<string> {
  const [event] = await eventsAfter(stream, version - 1);
  if (!event) throw new Failure(`${stream} no tiene una versión ${version} en el registro de eventos`);
  const { type, data, metadata } = event;
  return JSON.stringify(onBus({ type, context: metadata.context }, metadata.occurredAt, { metadata, data }));
}

function* inBytes(bodies: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    if (batch.length > 0 && bytes + size > MOST_BYTES) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(body);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
