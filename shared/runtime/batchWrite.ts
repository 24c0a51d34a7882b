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
  const left = await tryBatchWrite(table, requests);
  if (left.length > 0) throw new Error(`DynamoDB did not take ${left.length} of ${requests.length} items of ${table}.`);
}

/** As `batchWrite`; gives the requests (copies of them) that DynamoDB still had not taken at the last attempt. */
export async function tryBatchWrite(table: string, requests: readonly WriteRequest[]): Promise<WriteRequest[]> {
  const notTaken: WriteRequest[] = [];
  for (let from = 0; from < requests.length; from += MOST)
    notTaken.push(...(await writeBatch(table, requests.slice(from, from + MOST))));
  return notTaken;
}

async function writeBatch(table: string, requests: WriteRequest[]): Promise<WriteRequest[]> {
  let left = requests;
  for await (const _ of attempts()) {
    const { UnprocessedItems } = await dynamodb().send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }));
    left = UnprocessedItems?.[table] ?? [];
    if (left.length === 0) break;
  }
  return left;
}
