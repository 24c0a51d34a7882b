import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { idOf, type Recorded, streamOf } from '#shared/model/envelope.ts';
import type { Projection } from '#shared/model/projection.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { fault } from '../fault.ts';
import { Lru } from '../lru.ts';
import { blankPersonal, decryptPersonal } from '../personalData/events.ts';
import { followRow, newsAfter, type Reveal } from './follow.ts';
import { eventsAfter } from './history.ts';
import { emptyRow, itemToRow, type Row, rowToItem } from './row.ts';

const ATTEMPTS = 8;
const remembered = new Lru<Row>(5_000);

/** A row, the version that it showed before, and whether it was this call that wrote it. */
export interface Applied {
  readonly row: Row;
  readonly before: number;
  readonly wrote: boolean;
}

/**
 * Brings a stream's row up to the newest of `events` (all of that one stream, in any order, with repetitions).
 * A write may rest on what this instance remembers, since it is conditional; before events are dropped as applied already
 * the row is read: the table may have been emptied to be filled again.
 */
export async function applyToRow(
  projection: Projection,
  stream: string,
  events: readonly Recorded[],
): Promise<Applied> {
  const key = idOf(stream);
  const first = events.some(({ metadata }) => metadata.version === 1);
  const guess = remembered.get(memoryKey(projection, key)) ?? (first ? emptyRow(key) : undefined);
  let row = guess ?? (await readRow(key));
  let fresh = guess === undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const news = await newsAfter(row.version, events, (version) => eventsAfter(stream, version));
    if (news.length === 0 && fresh) return { row, before: row.version, wrote: false };
    const next = held(projection, row, await followRow(projection, row, { news, reveal: revealing(projection, row) }));
    const winner = news.length === 0 ? await readRow(key) : await writeRow(projection, next, row);
    if (winner === undefined) {
      remembered.set(memoryKey(projection, key), next);
      return { row: next, before: row.version, wrote: true };
    }
    row = winner;
    fresh = true;
  }
  throw fault('VISTA_OCUPADA', { detail: `${projection.name}: ${key}` });
}

/**
 * Makes a row anew from the log, without what is personal, and marks it: an instance that still remembers the row, or
 * holds the customer's key, can't bring anything personal back.
 */
export async function blankRow(projection: Projection, key: string): Promise<void> {
  remembered.delete(memoryKey(projection, key));
  const events = await eventsAfter(streamOf(projection.options.of, key), 0);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const row = await readRow(key);
    if (row.version === 0 || row.forgotten) return;
    const upTo = events.filter(({ metadata }) => metadata.version <= row.version);
    const start: Row = { ...emptyRow(key), forgotten: true, ...(row.hold && { hold: row.hold }) };
    const blank = await followRow(projection, start, { news: upTo, reveal: blankPersonal });
    // A row that is ahead of what was read of the log is read again.
    if (blank.version === row.version && (await writeRow(projection, blank, row)) === undefined) return;
    events.push(...(await eventsAfter(streamOf(projection.options.of, key), events.at(-1)?.metadata.version ?? 0)));
  }
  throw new Error(`The row ${key} of ${projection.name} changes too fast to be blanked; the message comes again.`);
}

function revealing({ options }: Projection, { forgotten }: Row): Reveal {
  if (!options.personal) return async (_, data) => data;
  return forgotten ? blankPersonal : decryptPersonal;
}

function memoryKey({ name }: Projection, key: string): string {
  return `${name}|${key}`;
}

async function readRow(key: string): Promise<Row> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: variable('VIEW_TABLE'), Key: { key: { S: key } }, ConsistentRead: true }),
  );
  return Item ? itemToRow(Item as never) : emptyRow(key);
}

/** Writes a row if the table still has it as it was `before`; else gives what the table has. */
async function writeRow(projection: Projection, row: Row, before: Row): Promise<Row | undefined> {
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: variable('VIEW_TABLE'),
        Item: rowToItem(projection, row),
        ...unchanged(before),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    remembered.delete(memoryKey(projection, row.key));
    return error.Item ? itemToRow(error.Item as never) : emptyRow(row.key);
  }
}

/**
 * The next row, held by who writes it where the view asks for that. A hold that still goes on is prolonged: the one who
 * has it may not be through yet.
 */
function held({ options: { holdMs } }: Projection, { version, hold }: Row, next: Row): Row {
  if (holdMs === undefined) return next;
  const now = Date.now();
  const after = hold && hold.until > now ? hold.after : version;
  return { ...next, hold: { after, until: now + holdMs } };
}

function unchanged({ version, forgotten }: Row) {
  if (version === 0)
    return { ConditionExpression: 'attribute_not_exists(#k)', ExpressionAttributeNames: { '#k': 'key' } };
  return {
    ConditionExpression: `#v = :before AND ${forgotten ? 'attribute_exists' : 'attribute_not_exists'}(#f)`,
    ExpressionAttributeNames: { '#v': 'version', '#f': 'forgotten' },
    ExpressionAttributeValues: { ':before': { N: String(version) } },
  };
}
