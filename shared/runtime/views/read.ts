import { type AttributeValue, GetItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Notification } from '#shared/model/notification.ts';
import type { AnyProjection, Projection } from '#shared/model/projection.ts';
import type { Selection } from '#shared/model/query.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { type Fault, fault } from '../fault.ts';
import { inGeneration, type Served, servedGeneration, VIEW, type ViewTable, withoutGeneration } from './generation.ts';
import { itemToRow, type Row } from './row.ts';

/** What lists and reports read. */
export type Readable = AnyProjection | Notification;

/** A page of what a selection gives. */
export interface Page<V = any> {
  readonly views: readonly V[];
  /** Where the next page begins; absent on the last. Opaque to the caller. */
  readonly next?: string;
}

/**
 * The row of a view, or of notifications, or `undefined`. While a view is filled anew two generations have it, of which
 * only one goes on: the one that knows more of the stream is right.
 */
export async function readView(
  of: Projection | Notification,
  key: string,
  view: ViewTable = VIEW,
): Promise<Row | undefined> {
  const { generation, beside } = await generationOf(of, view);
  const [row, other] = await Promise.all([
    readRow(view, generation, key),
    beside === undefined ? undefined : readRow(view, beside, key),
  ]);
  return other && other.version > (row?.version ?? 0) ? other : row;
}

async function readRow(view: ViewTable, generation: string | undefined, key: string): Promise<Row | undefined> {
  const prefix = prefixOf(generation);
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: view.table, Key: { key: { S: prefix + key } } }),
  );
  return Item && itemToRow(Item as never, prefix);
}

/** What is answered from. Notifications have no generations: what was sent was sent. */
async function generationOf(of: Readable, view: ViewTable): Promise<Partial<Served>> {
  if (of.kind === 'notification') return {};
  return servedGeneration(of.kind === 'journal' ? { ...view, sorted: true } : view);
}

/** What stands before the keys of a generation. */
function prefixOf(generation: string | undefined): string {
  return generation === undefined ? '' : inGeneration(generation, '');
}

interface PageRequest {
  readonly selection: Selection;
  readonly limit: number;
  readonly cursor?: string;
  readonly newestFirst?: boolean;
  /** The view's table; the function's own unless it is said. */
  readonly view?: ViewTable;
}

/** One page of a selection. Throws Fault CURSOR_INVALIDO for a cursor that is not ours. */
export async function readPage(of: Readable, request: PageRequest): Promise<Page> {
  const { selection, limit, cursor, newestFirst, view = VIEW } = request;
  const { generation } = await generationOf(of, view);
  const prefix = prefixOf(generation);
  const shared = {
    TableName: view.table,
    Limit: limit,
    ...(cursor && { ExclusiveStartKey: decodeCursor(cursor, prefix) }),
  };
  const keys = keysOf(of, selection);
  const asked = keys
    ? dynamodb().send(
        new QueryCommand({ ...shared, ...condition(keys, selection, prefix), ScanIndexForward: !newestFirst }),
      )
    : dynamodb().send(new ScanCommand({ ...shared, ...startingWith(prefix) }));
  const page = await asked.catch((error: Error) => {
    throw cursor && error.name === 'ValidationException' ? badCursor(error) : error;
  });
  const views = (page.Items ?? []).flatMap((item) => viewOf(of, item as never));
  return { views, ...(page.LastEvaluatedKey && { next: encodeCursor(page.LastEvaluatedKey, prefix) }) };
}

/** All rows of a selection. For reports and directories, whose selections are bounded by design. */
export async function readAll(of: Readable, selection: Selection, view: ViewTable = VIEW): Promise<any[]> {
  const views: any[] = [];
  let cursor: string | undefined;
  do {
    const page: Page = await readPage(of, { selection, view, limit: 1_000, ...(cursor && { cursor }) });
    views.push(...page.views);
    cursor = page.next;
  } while (cursor);
  return views;
}

interface Keys {
  readonly index?: string;
  readonly by: string;
  readonly sort?: string;
  /** Whether what is sorted by begins with the generation too. */
  readonly sortsInGeneration?: true;
}

/** By what messages that were sent are found: their stream, unless another index is said. */
const BY_STREAM: Keys = { index: 'porClave', by: 'grupo', sort: 'en' };
const SENT: Readonly<Record<string, Keys>> = {
  porDestino: { index: 'porDestino', by: 'destinadoA', sort: 'en' },
  porEstado: { index: 'porEstado', by: 'estado', sort: 'en' },
};

/** The member of rows that a selection of them is in the order of; nothing where it has none. */
export function sortOf(of: Readable, selection: Selection): string | undefined {
  return keysOf(of, selection)?.sort;
}

function keysOf(of: Readable, { index }: Selection): Keys | undefined {
  if (of.kind === 'journal') return { by: 'key', sort: 'sort' };
  if (of.kind === 'notification') return SENT[index ?? ''] ?? BY_STREAM;
  if (of.kind === 'tally') return { index: 'porGrupo', by: 'group', sort: 'key', sortsInGeneration: true };
  if (index === undefined) return undefined;
  const declared = of.options.indexes?.[index];
  if (!declared) throw new Error(`The projection ${of.name} has no index ${index}.`);
  return { index, by: declared.by, ...(declared.sort && { sort: declared.sort, sortsInGeneration: true }) };
}

function condition({ index, by, sort, sortsInGeneration }: Keys, { value, from, to }: Selection, prefix: string) {
  if (!value) throw new Error(`A selection by ${by} has no value.`);
  if (!sort && (from !== undefined || to !== undefined))
    throw new Error(`What is selected by ${by} has no order to take a range of.`);
  const names: Record<string, string> = { '#b': by };
  const values: Record<string, AttributeValue> = { ':b': { S: prefix + value } };
  const parts = ['#b = :b'];
  if (sort && (from !== undefined || to !== undefined)) {
    const before = sortsInGeneration ? prefix : '';
    // A space and U+FFFF stand before and after every text that is sorted by.
    names['#s'] = sort;
    values[':from'] = { S: before + (from ?? ' ') };
    values[':to'] = { S: before + (to ?? '\uffff') };
    parts.push('#s BETWEEN :from AND :to');
  }
  return {
    ...(index && { IndexName: index }),
    KeyConditionExpression: parts.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

function startingWith(prefix: string) {
  return {
    FilterExpression: 'begins_with(#k, :p)',
    ExpressionAttributeNames: { '#k': 'key' },
    ExpressionAttributeValues: { ':p': { S: prefix } },
  };
}

function viewOf(of: Readable, item: Record<string, { S?: string; N?: string }>): any[] {
  if (of.kind !== 'tally') return item.view?.S ? [JSON.parse(item.view.S)] : [];
  const measures = Object.entries(item).flatMap(([name, { N }]) => (N === undefined ? [] : [[name, Number(N)]]));
  return [{ key: withoutGeneration(item.key?.S ?? ''), ...Object.fromEntries(measures) }];
}

/** A place in a list: names and texts of its keys, those of a generation without it, since it may change between pages. */
type Place = readonly (readonly [name: string, text: string, inGeneration?: 1])[];

function encodeCursor(key: Record<string, AttributeValue>, prefix: string): string {
  const place: Place = Object.entries(key).map(([name, { S = '' }]) =>
    prefix && S.startsWith(prefix) ? [name, S.slice(prefix.length), 1] : [name, S],
  );
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decodeCursor(cursor: string, prefix: string): Record<string, AttributeValue> {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Place;
    return Object.fromEntries(place.map(([name, text, inside]) => [name, { S: (inside ? prefix : '') + text }]));
  } catch (cause) {
    throw badCursor(cause);
  }
}

/** The refusal of a cursor that is not ours. */
export function badCursor(cause: unknown): Fault {
  return fault('CURSOR_INVALIDO', {
    detail: 'Use el valor de "siguiente" de la página anterior, sin cambiarlo.',
    errors: [{ campo: 'cursor', mensaje: 'No es un cursor de esta API' }],
    cause,
  });
}
