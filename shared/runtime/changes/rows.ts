import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { ChangeType, Op } from '#shared/model/change.ts';
import type { ForeignTable } from '#shared/model/foreignTable.ts';
import type { Brought } from './publishChanges.ts';

/** Of this capture, as `source.version` tells it. */
const VERSION = '1';

/** Whose changes are told, and in which epoch. */
export interface Told {
  readonly type: ChangeType;
  readonly table: ForeignTable;
  readonly epoch: string;
}

type Item = Record<string, AttributeValue>;

/**
 * The changes that a record of a table's stream tells, in Debezium's envelope: none of a write that changed nothing or of the
 * end of a row that could not be told of, and the tombstone too of a deletion.
 */
export function changesIn({ eventName, dynamodb: record = {} }: DynamoDBRecord, told: Told): Brought[] {
  const { Keys, OldImage, NewImage, SequenceNumber, ApproximateCreationDateTime = 0 } = record;
  const [before, after] = [OldImage, NewImage].map((image) => image && rowOf(told.type, image as Item));
  if (eventName === 'MODIFY' && isDeepStrictEqual(before, after)) return [];
  const source = {
    ...sourceOf(told),
    ts_ms: Math.round(ApproximateCreationDateTime * 1_000),
    snapshot: 'false',
    sequence: `["${SequenceNumber}"]`,
  };
  const key = rowOf(told.type, Keys as Item, 'key');
  // Of a row whose key is none nothing was ever told: that it is gone ends the matter.
  if (!after && !told.type.key.safeParse(key).success) return [];
  const op: Op = eventName === 'INSERT' ? 'c' : after ? 'u' : 'd';
  const value = { ...envelope(op, source), before: before ?? null, after: after ?? null };
  return withTombstone({ key, value });
}

/** The change that says of a row that it was read, or of a key that there is no row, where no log tells of it. */
export function changeRead(key: Item, item: Item | undefined, told: Told): Brought[] {
  const source = { ...sourceOf(told), ts_ms: Date.now(), snapshot: 'incremental', sequence: null };
  const value = { ...envelope(item ? 'r' : 'd', source), before: null, after: item ? rowOf(told.type, item) : null };
  return withTombstone({ key: rowOf(told.type, key, 'key'), value });
}

function withTombstone(change: Brought & { readonly value: { readonly op: Op } & object }): Brought[] {
  return change.value.op === 'd' ? [change, { key: change.key, value: null }] : [change];
}

function envelope(op: Op, source: object) {
  return { op, source, ts_ms: Date.now(), transaction: null };
}

function sourceOf({ table: { database: db, table }, epoch }: Told) {
  return { version: VERSION, connector: 'dynamodb', name: `${db}.${epoch}`, db, table };
}

/** What an item holds of a row's members, or a key's; `null` where it holds nothing. */
function rowOf(type: ChangeType, item: Item, what: 'row' | 'key' = 'row'): object {
  // A number that is too large for one is no whole number then, and so no row as declared.
  const held = unmarshall(item, { wrapNumbers: Number });
  return Object.fromEntries(Object.keys(type[what].shape).map((member) => [member, held[member] ?? null]));
}
