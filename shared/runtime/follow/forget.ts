import { type AttributeValue, DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { streamOf } from '#shared/model/envelope.ts';
import type { Projection } from '#shared/model/projection.ts';
import { attempts } from '../attempts.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { fault } from '../fault.ts';
import { blankPersonal } from '../personalData/events.ts';
import { distrustKey } from '../personalData/keys.ts';
import { readMark, VIEW } from '../views/generation.ts';
import type { Row } from '../views/row.ts';
import type { Follower } from './follow.ts';
import { eventsAfter } from './history.ts';
import { foldRow, type Prefix, readRow, unchanged, writeRows } from './rows.ts';

/** Whose rows are blanked, and how they are kept. */
export interface Forgetting {
  readonly projection: Projection;
  readonly follower: Follower<Row>;
  readonly prefix: Prefix;
}

/**
 * Takes what is personal out of a forgotten customer's rows, each on its own: one that fails keeps no other from it.
 * Rows of another generation, which this fold cannot make anew, are taken away. Gives the keys of those that are blank.
 * @throws AggregateError when some rows could not be blanked.
 */
export async function forget(forgetting: Forgetting, subject: string): Promise<readonly string[]> {
  distrustKey(subject);
  const own = forgetting.prefix();
  await removeOthers(forgetting, subject);
  const keys = await keysOf(forgetting.projection, own + subject);
  const done = await Promise.allSettled(keys.map((key) => blankRow(forgetting, key.slice(own.length))));
  const failures = done.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} rows could not be blanked.`);
  return keys.map((key) => key.slice(own.length));
}

/**
 * Makes a row anew from the log, without what is personal, and marks it: an instance that still remembers the row, or
 * holds the customer's key, can't bring anything personal back. A row of which the log knows nothing is removed.
 */
async function blankRow({ projection, follower, prefix }: Forgetting, key: string): Promise<void> {
  const stream = streamOf(projection.options.of, key);
  follower.memory.delete(stream);
  for await (const _ of attempts()) {
    // The row before the log: so a row that is ahead of it is one that the log did not make.
    const row = await readRow(key, prefix());
    if (row.version === 0 || row.forgotten) return;
    const news = (await eventsAfter(stream, 0)).filter(({ metadata }) => metadata.version <= row.version);
    if (news.length === 0) return await remove(prefix() + key, row);
    const start: Row = { ...row, state: undefined, forgotten: true };
    const blank = await foldRow(projection, start, { news, reveal: blankPersonal });
    const [outcome] = await writeRows(projection, [{ before: row, after: blank }], prefix());
    if (outcome instanceof Error) throw outcome;
    if (outcome === 'written') return;
  }
  throw fault('VISTA_OCUPADA', { detail: `${projection.name}: ${key}` });
}

async function removeOthers({ projection, prefix }: Forgetting, subject: string): Promise<void> {
  const own = prefix();
  if (own === '') return;
  const others = ((await readMark(VIEW))?.listas ?? [])
    .map((generation) => `${generation}|`)
    .filter((it) => it !== own);
  for (const other of others) {
    for (const key of await keysOf(projection, other + subject)) {
      await dynamodb().send(new DeleteItemCommand({ TableName: variable('VIEW_TABLE'), Key: { key: { S: key } } }));
    }
  }
}

async function remove(key: string, row: Row): Promise<void> {
  await dynamodb().send(
    new DeleteItemCommand({ TableName: variable('VIEW_TABLE'), Key: { key: { S: key } }, ...unchanged(row) }),
  );
}

/** The whole keys of the rows that the view's personal index has under a value. */
async function keysOf(projection: Projection, value: string): Promise<string[]> {
  const index = projection.options.personal;
  const by = index && projection.options.indexes?.[index]?.by;
  if (!by) return [];
  const keys: string[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamodb().send(
      new QueryCommand({
        TableName: variable('VIEW_TABLE'),
        IndexName: index,
        KeyConditionExpression: '#b = :s',
        ExpressionAttributeNames: { '#b': by, '#k': 'key' },
        ExpressionAttributeValues: { ':s': { S: value } },
        ProjectionExpression: '#k',
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    keys.push(...(page.Items ?? []).map(({ key }) => key?.S as string));
    start = page.LastEvaluatedKey;
  } while (start);
  return keys;
}
