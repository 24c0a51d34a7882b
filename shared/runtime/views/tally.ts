import {
  type AttributeValue,
  GetItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Recorded } from '#shared/model/envelope.ts';
import { upcast } from '#shared/model/event.ts';
import type { Contribution, Tally } from '#shared/model/projection.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { recordedOf } from '../eventLog/commit.ts';
import { backOff } from '../eventLog/contention.ts';
import { commitsAfter } from '../eventLog/read.ts';
import { Fault } from '../fault.ts';
import { Lru } from '../lru.ts';

const ATTEMPTS = 12;

/** Source rows and total rows share a table; a source's key is its stream, which has a `#`. */
interface SourceRow {
  readonly version: number;
  readonly state: any;
}

const remembered = new Lru<SourceRow>(5_000);

/**
 * Brings the totals up to the newest of a stream's `events`. The stream's own row holds its last version and state; the
 * transaction that advances it adds to the totals what its contribution has changed by. So a total is exact under any
 * repetition and disorder.
 */
export async function applyToTally(tally: Tally, stream: string, events: readonly Recorded[]): Promise<void> {
  const newest = Math.max(...events.map(({ metadata }) => metadata.version));
  let row = remembered.get(stream) ?? (await readSource(tally, stream));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (newest <= row.version) return;
    const next = await follow(tally, row, stream, events);
    const changes = difference(tally.contributes(row.state), tally.contributes(next.state));
    if (await write(stream, row, next, changes)) {
      remembered.set(stream, next);
      return;
    }
    await backOff(attempt);
    row = await readSource(tally, stream);
  }
  throw new Fault({
    status: 503,
    code: 'VISTA_OCUPADA',
    title: 'La vista cambia demasiado deprisa',
    detail: `${tally.name}: ${stream}`,
  });
}

async function follow(tally: Tally, row: SourceRow, stream: string, events: readonly Recorded[]): Promise<SourceRow> {
  const byVersion = new Map(
    events.filter(({ metadata }) => metadata.version > row.version).map((e) => [e.metadata.version, e]),
  );
  const sorted = [...byVersion.values()].sort((a, b) => a.metadata.version - b.metadata.version);
  const contiguous = sorted.every(({ metadata }, at) => metadata.version === row.version + at + 1);
  const next = contiguous ? sorted : (await commitsAfter(stream, row.version)).flatMap(recordedOf);
  let { state, version } = row;
  for (const event of next) {
    const handler = tally.handlers[event.type];
    if (handler) state = handler.evolve(state, upcast(handler.event, event.metadata.schemaVersion, event.data), event);
    version = event.metadata.version;
  }
  return { state, version };
}

/** What has to be added to get from one contribution to another; nothing where they agree. */
export function difference(before: Contribution, after: Contribution): Contribution {
  const result: Record<string, Record<string, number>> = {};
  for (const row of new Set([...Object.keys(before), ...Object.keys(after)])) {
    for (const measure of new Set([...Object.keys(before[row] ?? {}), ...Object.keys(after[row] ?? {})])) {
      const change = (after[row]?.[measure] ?? 0) - (before[row]?.[measure] ?? 0);
      if (change === 0) continue;
      result[row] ??= {};
      (result[row] as Record<string, number>)[measure] = change;
    }
  }
  return result;
}

async function readSource(tally: Tally, stream: string): Promise<SourceRow> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: variable('VIEW_TABLE'), Key: { key: { S: stream } }, ConsistentRead: true }),
  );
  if (!Item) return { version: 0, state: tally.initial };
  return { version: Number(Item.version?.N), state: JSON.parse(Item.state?.S as string) };
}

async function write(stream: string, before: SourceRow, after: SourceRow, changes: Contribution): Promise<boolean> {
  const TableName = variable('VIEW_TABLE');
  const source: TransactWriteItem = {
    Put: {
      TableName,
      Item: { key: { S: stream }, version: { N: String(after.version) }, state: { S: JSON.stringify(after.state) } },
      ConditionExpression: before.version === 0 ? 'attribute_not_exists(#v)' : '#v = :before',
      ExpressionAttributeNames: { '#v': 'version' },
      ...(before.version > 0 && { ExpressionAttributeValues: { ':before': { N: String(before.version) } } }),
    },
  };
  const totals = Object.entries(changes).map(([key, measures]) => addTo(TableName, key, measures));
  try {
    await dynamodb().send(new TransactWriteItemsCommand({ TransactItems: [source, ...totals] }));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const lost = (error.CancellationReasons ?? []).some(
      ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
    );
    if (!lost) throw error;
    return false;
  }
}

function addTo(TableName: string, key: string, measures: Readonly<Record<string, number>>): TransactWriteItem {
  const names: Record<string, string> = { '#g': 'group' };
  const values: Record<string, AttributeValue> = { ':g': { S: groupOf(key) } };
  const adds = Object.entries(measures).map(([measure, amount], at) => {
    names[`#m${at}`] = measure;
    values[`:m${at}`] = { N: String(amount) };
    return `#m${at} :m${at}`;
  });
  return {
    Update: {
      TableName,
      Key: { key: { S: key } },
      UpdateExpression: `SET #g = :g ADD ${adds.join(', ')}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
  };
}

/** Totals are listed by group: what stands before the first `|` of their key. */
export function groupOf(key: string): string {
  return key.split('|', 1)[0] as string;
}
