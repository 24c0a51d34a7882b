import { tryBatchWrite } from '#shared/runtime/batchWrite.ts';
import { variable } from '#shared/runtime/environment.ts';
import { byMessage, type Groups } from '#shared/runtime/lambda/batch.ts';
import { queueFunction } from '#shared/runtime/lambda/middleware.ts';
import { causesOf } from '#shared/runtime/lambda/recorded.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { type DeadlineItem, deadlineItem, keyOf } from './plazos.ts';

/** Keeps the deadlines that sagas set, by the minute in which they fall due. One that is written again is told once. */
export const handler = queueFunction({
  by: byMessage,
  work: (groups, failed) => traced(causesOf([...groups.values()].flat()), () => note(groups, failed)),
});

async function note(groups: Groups, failed: (message: string, error: unknown) => void): Promise<void> {
  const now = new Date().toISOString();
  const items = new Map<string, DeadlineItem>();
  const messages = new Map<string, string[]>();
  for (const [message, received] of groups) {
    try {
      for (const { event } of received) {
        const item = deadlineItem(event, now);
        const key = keyOf(item);
        items.set(key, item);
        messages.set(key, [...(messages.get(key) ?? []), message]);
      }
    } catch (error) {
      failed(message, error);
    }
  }
  const requests = [...items.values()].map((Item) => ({ PutRequest: { Item } }));
  for (const { PutRequest } of await tryBatchWrite(variable('VIEW_TABLE'), requests)) {
    for (const message of messages.get(keyOf(PutRequest?.Item as DeadlineItem)) ?? [])
      failed(message, new Error('DynamoDB did not take the deadline.'));
  }
}
