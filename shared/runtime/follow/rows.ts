import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { idOf, type Recorded } from '#shared/model/envelope.ts';
import type { LiveRows } from '#shared/model/live.ts';
import type { Projection } from '#shared/model/projection.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { leaving } from '../live/leaving.ts';
import { Lru } from '../lru.ts';
import { blankPersonal, decryptPersonal } from '../personalData/events.ts';
import { inGeneration } from '../views/generation.ts';
import { emptyRow, itemToRow, type Row, rowToItem } from '../views/row.ts';
import { fold, opaque, type Reveal } from './fold.ts';
import type { Follower } from './follow.ts';

/** Where rows are kept: what stands before their keys. */
export type Prefix = () => string;

/** Rows of each generation of their fold apart from each other. */
export const byGeneration: Prefix = () => inGeneration(variable('VIEW_GENERATION'), '');

interface RowsOptions {
  readonly prefix?: Prefix;
  /** That the rows go live: each then remembers the topics that it has left. */
  readonly live?: LiveRows | undefined;
}

/** The follower of a read model of rows: what it writes beside the cursor is nothing, since the row is the cursor. */
export function followerOfRows(
  projection: Projection,
  { prefix = byGeneration, live }: RowsOptions = {},
): Follower<Row> {
  return {
    name: projection.name,
    memory: new Lru(5_000),
    begin: (stream) => emptyRow(idOf(stream)),
    read: (stream) => readRow(idOf(stream), prefix()),
    fold: async (row, news) => {
      const after = await foldRow(projection, row, { news, reveal: revealing(projection, row) });
      return live ? leaving(live, row, after) : after;
    },
    together: (moves) => moves.map((move) => [move]),
    write: async ([move]) => {
      if (!move) return 'written';
      const lost = await writeRow(projection, move, prefix());
      return lost === undefined ? 'written' : new Map([[move.stream, lost]]);
    },
  };
}

/** A row after the events that follow it. */
export async function foldRow(
  projection: Projection,
  row: Row,
  what: { readonly news: readonly Recorded[]; readonly reveal: Reveal },
): Promise<Row> {
  return { ...row, ...(await fold(projection.handlers, row, what)) };
}

/** A row as the table has it, strongly consistent. */
export async function readRow(key: string, prefix: string): Promise<Row> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({
      TableName: variable('VIEW_TABLE'),
      Key: { key: { S: prefix + key } },
      ConsistentRead: true,
    }),
  );
  return Item ? itemToRow(Item as never, prefix) : emptyRow(key);
}

/** Writes a row if the table still has it as it was before; else gives what the table has. */
export async function writeRow(
  projection: Projection,
  { before, after }: { readonly before: Row; readonly after: Row },
  prefix: string,
): Promise<Row | undefined> {
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: variable('VIEW_TABLE'),
        Item: rowToItem(projection, after, prefix),
        ...unchanged(before),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item ? itemToRow(error.Item as never, prefix) : emptyRow(after.key);
  }
}

/** The condition that a row is as it was read. */
export function unchanged({ version, forgotten }: Row) {
  if (version === 0)
    return { ConditionExpression: 'attribute_not_exists(#k)', ExpressionAttributeNames: { '#k': 'key' } };
  return {
    ConditionExpression: `#v = :before AND ${forgotten ? 'attribute_exists' : 'attribute_not_exists'}(#f)`,
    ExpressionAttributeNames: { '#v': 'version', '#f': 'forgotten' },
    ExpressionAttributeValues: { ':before': { N: String(version) } },
  };
}

function revealing({ options }: Projection, { forgotten }: Row): Reveal {
  if (!options.personal) return opaque;
  return forgotten ? blankPersonal : decryptPersonal;
}
