import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Failure } from '../failures.ts';
import { eachAtMost } from '../importar/pool.ts';
import { openBar } from '../progress.ts';
import type { Item, Source } from './item.ts';

/** Writes at once: what one process gets through in good time. */
const AT_ONCE = 64;

/** How a table is brought back. */
export interface Copying {
  readonly title: string;
  readonly table: string;
  /** The partition key, by its name. */
  readonly key: string;
  /** What is written of an item. */
  readonly made: (item: Item) => Item;
  /** Whether what is there already under an item's key may stay instead of it. */
  readonly mayStay: (there: Item, item: Item) => boolean;
  /** Aborted when somebody wants it to end. */
  readonly signal: AbortSignal;
}

/**
 * Writes the items of a copy into a table, and overwrites none: so it goes on where it was interrupted. Gives how many were
 * written now.
 * @throws Failure when something else is there under an item's key, or when it was interrupted.
 */
export async function copyInto(client: DynamoDBClient, source: Source, copying: Copying): Promise<number> {
  const { title, table, signal } = copying;
  const bar = openBar(title, source.items);
  let [read, written] = [0, 0];
  try {
    await eachAtMost(itemsOf(source), AT_ONCE, async (item) => {
      if (signal.aborted)
        throw new Failure(`interrumpido con ${read} elementos en ${table}; la misma orden sigue donde iba`);
      if (await put(client, item, copying)) written++;
      bar.at(++read, String(read));
    });
  } finally {
    bar.end();
  }
  return written;
}

async function* itemsOf(source: Source): AsyncGenerator<Item> {
  for await (const page of source.pages()) yield* page;
}

/** Whether an item was written, and not there before. */
async function put(client: DynamoDBClient, item: Item, { table, key, made, mayStay }: Copying): Promise<boolean> {
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: made(item),
        ConditionExpression: 'attribute_not_exists(#k)',
        ExpressionAttributeNames: { '#k': key },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item && mayStay(error.Item, item)) return false;
    throw new Failure(`${table} ya tiene otra cosa bajo ${item[key]?.S}: la etapa debe ser nueva y de nadie más`);
  }
}
