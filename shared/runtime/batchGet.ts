import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { attempts } from './attempts.ts';
import { dynamodb } from './clients/dynamodb.ts';

/** BatchGetItem takes no more. */
const MOST = 100;

/** The key of an item: its attributes, by name. */
export type Key = Readonly<Record<string, AttributeValue>>;

/** An item that is asked for. */
export interface Wanted {
  readonly table: string;
  readonly key: Key;
}

/** An item that was found. */
export interface FoundItem {
  readonly table: string;
  readonly item: Record<string, AttributeValue>;
}

/**
 * Reads items by their keys, strongly consistent; those that are not there are left out, and the others are in any order.
 * @throws Error when DynamoDB still had not given all at the last attempt.
 */
export async function batchGet(wanted: readonly Wanted[]): Promise<FoundItem[]> {
  const batches = Array.from({ length: Math.ceil(wanted.length / MOST) }, (_, at) =>
    wanted.slice(at * MOST, (at + 1) * MOST),
  );
  return (await Promise.all(batches.map(getBatch))).flat();
}

async function getBatch(wanted: readonly Wanted[]): Promise<FoundItem[]> {
  const found: FoundItem[] = [];
  let asked: Record<string, { Keys: Key[]; ConsistentRead: true }> = {};
  for (const { table, key } of wanted) {
    asked[table] ??= { Keys: [], ConsistentRead: true };
    asked[table].Keys.push(key);
  }
  for await (const _ of attempts()) {
    const { Responses = {}, UnprocessedKeys = {} } = await dynamodb().send(
      new BatchGetItemCommand({ RequestItems: asked as never }),
    );
    for (const [table, items] of Object.entries(Responses)) found.push(...items.map((item) => ({ table, item })));
    if (Object.keys(UnprocessedKeys).length === 0) return found;
    asked = UnprocessedKeys as typeof asked;
  }
  throw new Error(`DynamoDB did not give all of ${wanted.length} items.`);
}
