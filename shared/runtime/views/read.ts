import { type AttributeValue, GetItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Notification } from '#shared/model/notification.ts';
import type { AnyProjection } from '#shared/model/projection.ts';
import type { Selection } from '#shared/model/query.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { type Fault, fault } from '../fault.ts';
import { itemToRow, type Row } from './row.ts';

/** What lists and reports read. */
export type Readable = AnyProjection | Notification;

/** A page of what a selection gives. */
export interface Page<V = any> {
  readonly views: readonly V[];
  /** Where the next page begins; absent on the last. Opaque to the caller. */
  readonly next?: string;
}

/** The row of a view, or `undefined`. */
export async function readView(
  key: string,
  table: 'VIEW_TABLE' | 'GUARD_TABLE' = 'VIEW_TABLE',
): Promise<Row | undefined> {
  const { Item } = await dynamodb().send(new GetItemCommand({ TableName: variable(table), Key: { key: { S: key } } }));
  return Item && itemToRow(Item as never);
}

interface PageRequest {
  readonly selection: Selection;
  readonly limit: number;
  readonly cursor?: string;
  readonly newestFirst?: boolean;
}

/** One page of a selection. Throws Fault CURSOR_INVALIDO for a cursor that is not ours. */
export async function readPage(of: Readable, { selection, limit, cursor, newestFirst }: PageRequest): Promise<Page> {
  const shared = {
    TableName: variable('VIEW_TABLE'),
    Limit: limit,
    ...(cursor && { ExclusiveStartKey: decodeCursor(cursor) }),
  };
  const keys = keysOf(of, selection);
  const asked = keys
    ? dynamodb().send(new QueryCommand({ ...shared, ...condition(keys, selection), ScanIndexForward: !newestFirst }))
    : dynamodb().send(new ScanCommand(shared));
  const page = await asked.catch((error: Error) => {
    throw cursor && error.name === 'ValidationException' ? badCursor(error) : error;
  });
  const views = (page.Items ?? []).flatMap((item) => viewOf(of, item as never));
  return { views, ...(page.LastEvaluatedKey && { next: encodeCursor(page.LastEvaluatedKey) }) };
}

/** All rows of a selection. For reports, whose selections are bounded by design. */
export async function readAll(of: Readable, selection: Selection): Promise<any[]> {
  const views: any[] = [];
  let cursor: string | undefined;
  do {
    const page: Page = await readPage(of, { selection, limit: 1_000, ...(cursor && { cursor }) });
    views.push(...page.views);
    cursor = page.next;
  } while (cursor);
  return views;
}

interface Keys {
  readonly index?: string;
  readonly by: string;
  readonly sort?: string;
}

function keysOf(of: Readable, { index }: Selection): Keys | undefined {
  if (of.kind === 'journal') return { by: 'key', sort: 'sort' };
  if (of.kind === 'notification') return { index: 'porClave', by: 'grupo', sort: 'en' };
  if (of.kind === 'tally') return { index: 'porGrupo', by: 'group', sort: 'key' };
  if (index === undefined) return undefined;
  const declared = of.options.indexes?.[index];
  if (!declared) throw new Error(`The projection ${of.name} has no index ${index}.`);
  return { index, by: declared.by, ...(declared.sort && { sort: declared.sort }) };
}

function condition({ index, by, sort }: Keys, { value, from, to }: Selection) {
  if (!value) throw new Error(`A selection by ${by} has no value.`);
  if (!sort && (from !== undefined || to !== undefined))
    throw new Error(`What is selected by ${by} has no order to take a range of.`);
  const names: Record<string, string> = { '#b': by };
  const values: Record<string, AttributeValue> = { ':b': { S: value } };
  const parts = ['#b = :b'];
  if (sort && (from !== undefined || to !== undefined)) {
    // A space and U+FFFF stand before and after every text that is sorted by.
    names['#s'] = sort;
    values[':from'] = { S: from ?? ' ' };
    values[':to'] = { S: to ?? '\uffff' };
    parts.push('#s BETWEEN :from AND :to');
  }
  return {
    ...(index && { IndexName: index }),
    KeyConditionExpression: parts.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

function viewOf(of: Readable, item: Record<string, { S?: string; N?: string }>): any[] {
  if (of.kind !== 'tally') return item.view?.S ? [JSON.parse(item.view.S)] : [];
  const measures = Object.entries(item).flatMap(([name, { N }]) => (N === undefined ? [] : [[name, Number(N)]]));
  return [{ key: item.key?.S, ...Object.fromEntries(measures) }];
}

function encodeCursor(key: Record<string, AttributeValue>): string {
  return Buffer.from(JSON.stringify(Object.entries(key).map(([name, { S }]) => [name, S]))).toString('base64url');
}

function decodeCursor(cursor: string): Record<string, AttributeValue> {
  try {
    const entries = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string, string][];
    return Object.fromEntries(entries.map(([name, text]) => [name, { S: String(text) }]));
  } catch (cause) {
    throw badCursor(cause);
  }
}

function badCursor(cause: unknown): Fault {
  return fault('CURSOR_INVALIDO', {
    detail: 'Use el valor de "siguiente" de la página anterior, sin cambiarlo.',
    errors: [{ campo: 'cursor', mensaje: 'No es un cursor de esta API' }],
    cause,
  });
}
