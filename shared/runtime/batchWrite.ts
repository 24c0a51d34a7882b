import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { attempts } from './attempts.ts';
import { dynamodb } from './clients/dynamodb.ts';

/** BatchWriteItem takes no more. */
const MOST = 25;

/**
 * Writes or deletes items of one table, in any order, without a condition.
 * @throws Error when DynamoDB still had not taken some of them at the last attempt; the others are written.
 */
export async function batchWrite(table: string, requests: readonly WriteRequest[]): Promise<void> {
  for (let from = 0; from < requests.length; from += MOST) await writeBatch(table, requests.slice(from, from + MOST));
}

async function writeBatch(table: string, requests: WriteRequest[]): Promise<void> {
  let left = requests;
  for await (const _ of attempts()) {
    const { UnprocessedItems } = await dynamodb().send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }));
    left = UnprocessedItems?.[table] ?? [];
    if (left.length === 0) return;
  }
  throw new Error(`DynamoDB did not take ${left.length} of ${requests.length} items of ${table}.`);
}
