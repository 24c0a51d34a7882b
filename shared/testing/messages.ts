import type { Context, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { Recorded } from '#shared/model/envelope.ts';
import { runOf } from './bus.ts';

/** The message that brings an event to a function for the first time; it has the event's id. */
export function messageOf({ type, ...detail }: Recorded): SQSRecord {
  const { id } = detail.metadata;
  const attributes = { ApproximateReceiveCount: '1', ApproximateFirstReceiveTimestamp: String(Date.now()) };
  const body = JSON.stringify({ 'detail-type': type, detail });
  return { messageId: id, receiptHandle: id, attributes, body } as SQSRecord;
}

/** Gives messages to a function that a queue feeds; gives the ids of those that go back into the queue. */
export async function goneBack(
  handler: (event: any, context: Context) => unknown,
  Records: readonly SQSRecord[],
): Promise<string[]> {
  const answer = (await handler({ Records }, runOf('alpes-prueba'))) as SQSBatchResponse;
  return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
