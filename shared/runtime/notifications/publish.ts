import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { sns } from '../clients/sns.ts';
import { variable } from '../environment.ts';
import type { Order } from './order.ts';

/** PublishBatch takes no more. */
const MOST_ENTRIES = 10;

/** Orders messages: each goes to the queue of its channel. Gives those that were not taken, with what went wrong. */
export async function orderAll<O extends Order>(orders: readonly O[]): Promise<ReadonlyMap<O, unknown>> {
  const failures = new Map<O, unknown>();
  for (let from = 0; from < orders.length; from += MOST_ENTRIES) {
    const some = orders.slice(from, from + MOST_ENTRIES);
    try {
      for (const [at, why] of await publish(some)) failures.set(some[at] as O, why);
    } catch (error) {
      for (const order of some) failures.set(order, error);
    }
  }
  return failures;
}

/** Gives why some were refused, by their places. */
async function publish(orders: readonly Order[]): Promise<(readonly [number, Error])[]> {
  const { Failed = [] } = await sns().send(
    new PublishBatchCommand({
      TopicArn: variable('NOTIFICATIONS_TOPIC'),
      PublishBatchRequestEntries: orders.map(({ clave, version, canal, desde, traceparent }, at) => ({
        Id: String(at),
        Message: JSON.stringify({ clave, version, canal, desde, traceparent }),
        MessageAttributes: { canal: { DataType: 'String', StringValue: canal } },
      })),
    }),
  );
  return Failed.map(({ Id, Code, Message }) => [Number(Id), new Error(`A message was not taken: ${Code} ${Message}`)]);
}
