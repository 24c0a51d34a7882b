import { type AttributeValue, BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { attempts } from './attempts.ts';
import { dynamodb } from './clients/dynamodb.ts';
import { variable } from './environment.ts';

/** BatchWriteItem takes no more. */
const MOST_ITEMS = 25;

/**
 * Puts items into the function's own table, each under a key that no other has, and gives those that DynamoDB did not take
 * (copies of them): it was throttled through all `attempts`. Throws when it refuses the items as such.
 */
export async function putItems<I extends Record<string, AttributeValue>>(items: readonly I[]): Promise<I[]> {
  const notTaken: I[] = [];
  for (let from = 0; from < items.length; from += MOST_ITEMS)
    notTaken.push(...(await putSome(items.slice(from, from + MOST_ITEMS))));
  return notTaken;
}

async function putSome<I extends Record<string, AttributeValue>>(items: readonly I[]): Promise<I[]> {
  const table = variable('VIEW_TABLE');
  let left: WriteRequest[] = items.map((Item) => ({ PutRequest: { Item } }));
  for await (const _ of attempts()) {
    const { UnprocessedItems } = await dynamodb().send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }));
    left = UnprocessedItems?.[table] ?? [];
    if (left.length === 0) return [];
  }
  return left.map(({ PutRequest }) => PutRequest?.Item as I);
}
