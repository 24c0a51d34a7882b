import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Recorded } from '#shared/model/envelope.ts';
import { dynamodb } from '#shared/runtime/clients/dynamodb.ts';
import { variable } from '#shared/runtime/environment.ts';
import { byMessage } from '#shared/runtime/lambda/batch.ts';
import { queueFunction } from '#shared/runtime/lambda/middleware.ts';
import { causesOf, eventsOf } from '#shared/runtime/lambda/recorded.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { deadlineItem } from './plazos.ts';

const BATCH = 25;

/** Keeps the deadlines that sagas set, by the minute in which they fall due. One that is written again is told once. */
export const handler = queueFunction({
  by: byMessage,
  work: (groups) => {
    const received = [...groups.values()].flat();
    return traced(causesOf(received), () => note(eventsOf(received)));
  },
});

async function note(deadlines: readonly Recorded[]): Promise<void> {
  const now = new Date().toISOString();
  const items = deadlines.map((recorded) => deadlineItem(recorded, now));
  const unique = [...new Map(items.map((item) => [`${item.cubo.S}|${item.plazo.S}`, item])).values()];
  const requests = unique.map((Item): WriteRequest => ({ PutRequest: { Item } }));
  for (let from = 0; from < requests.length; from += BATCH) {
    const table = variable('VIEW_TABLE');
    const sent = requests.slice(from, from + BATCH);
    const { UnprocessedItems } = await dynamodb().send(new BatchWriteItemCommand({ RequestItems: { [table]: sent } }));
    if (UnprocessedItems?.[table]?.length)
      throw new Error('DynamoDB did not take all deadlines; the batch is retried by its queue.');
  }
}
