import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { idOf, type Recorded, streamOf } from '#shared/model/envelope.ts';
import { upcast } from '#shared/model/event.ts';
import type { Projection } from '#shared/model/projection.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { recordedOf } from '../eventLog/commit.ts';
import { commitsAfter } from '../eventLog/read.ts';
import { Fault } from '../fault.ts';
import { Lru } from '../lru.ts';
import { decryptPersonal } from '../personalData/events.ts';
import { itemToRow, type Row, rowToItem } from './row.ts';

const ATTEMPTS = 8;
const remembered = new Lru<Row>(5_000);

/**
 * Brings a stream's row up to the newest of `events` (all of that one stream, in any order, with repetitions).
 * Applied already: dropped. Exactly next: applied. A gap: what is missing is read from the log. Two writers: the loser rereads.
 * Gives the row as it then is.
 */
export async function applyToRow(projection: Projection, stream: string, events: readonly Recorded[]): Promise<Row> {
  const key = idOf(stream);
  const sorted = events.toSorted((a, b) => a.metadata.version - b.metadata.version);
  let row = remembered.get(key) ?? (sorted[0]?.metadata.version === 1 ? empty(key) : await readRow(key));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const next = await follow(projection, row, stream, sorted);
    if (next.version === row.version) return row;
    const winner = await writeRow(projection, next, row.version);
    if (winner === undefined) {
      remembered.set(key, next);
      return next;
    }
    row = winner;
  }
  throw new Fault({
    status: 503,
    code: 'VISTA_OCUPADA',
    title: 'La vista cambia demasiado deprisa',
    detail: `${projection.name}: ${key}`,
  });
}

/** Makes a row anew from the log: after its customer's key is gone, nothing personal can come back into it. */
export async function rebuildRow(projection: Projection, key: string): Promise<void> {
  const stream = streamOf(projection.options.of, key);
  const rebuilt = await project(projection, empty(key), await eventsAfter(stream, 0));
  await dynamodb().send(
    new PutItemCommand({ TableName: variable('VIEW_TABLE'), Item: rowToItem(projection, rebuilt) }),
  );
  remembered.delete(key);
}

function empty(key: string): Row {
  return { key, version: 0, view: undefined };
}

async function follow(projection: Projection, row: Row, stream: string, sorted: readonly Recorded[]): Promise<Row> {
  const newer = sorted.filter(
    ({ metadata }, at) => metadata.version > row.version && metadata.version !== sorted[at - 1]?.metadata.version,
  );
  const contiguous = newer.every(({ metadata }, at) => metadata.version === row.version + at + 1);
  return project(projection, row, contiguous ? newer : await eventsAfter(stream, row.version));
}

async function project(projection: Projection, row: Row, events: readonly Recorded[]): Promise<Row> {
  let { view, version } = row;
  for (const event of events) {
    const handler = projection.handlers[event.type];
    if (handler) {
      const stored = upcast(handler.event, event.metadata.schemaVersion, event.data);
      const data = projection.options.personal ? await decryptPersonal(handler.event, stored) : stored;
      view = handler.project(view, data, { ...event, data });
    }
    version = event.metadata.version;
  }
  return { key: row.key, version, view };
}

async function eventsAfter(stream: string, version: number): Promise<Recorded[]> {
  return (await commitsAfter(stream, version)).flatMap(recordedOf).filter(({ metadata }) => metadata.version > version);
}

async function readRow(key: string): Promise<Row> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: variable('VIEW_TABLE'), Key: { key: { S: key } }, ConsistentRead: true }),
  );
  return Item ? itemToRow(Item as never) : empty(key);
}

async function writeRow(projection: Projection, row: Row, before: number): Promise<Row | undefined> {
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: variable('VIEW_TABLE'),
        Item: rowToItem(projection, row),
        ConditionExpression: before === 0 ? 'attribute_not_exists(#k)' : '#v = :before',
        ExpressionAttributeNames: before === 0 ? { '#k': 'key' } : { '#v': 'version' },
        ...(before > 0 && { ExpressionAttributeValues: { ':before': { N: String(before) } } }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    remembered.delete(row.key);
    return error.Item ? itemToRow(error.Item as never) : empty(row.key);
  }
}
