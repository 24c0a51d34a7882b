import type { JsonObject } from '../../service.ts';
import { tableName } from './arns.ts';
import { attributesIn, targetOf } from './statement.ts';
import type { Tables } from './table/tables.ts';

/** What a write takes of a table. */
export interface Taken {
  readonly table: string;
  /** Items that are put, updated or deleted: not what is only checked. */
  readonly items: number;
  /** Of these, by DynamoDB's rules. Of an item that is updated or deleted, what the request has of it: the least. */
  readonly bytes: number;
  /** Write units: of the items, as many for each index that a put item is in, and one for each that has keys alone: the most. */
  readonly units: number;
}

const WRITE_BYTES = 1_024;
const READ_BYTES = 4_096;
/** Both writes of a transaction, to prepare and to commit, count. */
const IN_TRANSACTION = 2;
/** What a list or a map takes, and each of its elements. */
const [NESTED, ELEMENT] = [3, 1];

/**
 * What a request of `action` takes, by
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html.
 */
export function takenBy(action: string, input: JsonObject, tables: Tables): Taken[] {
  switch (action) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [written(input, tables, 1)];
    case 'BatchWriteItem':
      return Object.entries<JsonObject[]>(input.RequestItems ?? {}).flatMap(([TableName, requests]) =>
        requests.map(({ PutRequest, DeleteRequest }) =>
          written({ TableName, ...(PutRequest ?? DeleteRequest) }, tables, 1),
        ),
      );
    case 'TransactWriteItems':
      return (input.TransactItems ?? []).flatMap((entry: JsonObject) =>
        Object.entries<JsonObject>(entry).map(([kind, one]) => ({
          ...written(one, tables, IN_TRANSACTION),
          ...(kind === 'ConditionCheck' && { items: 0, bytes: 0 }),
        })),
      );
    case 'ExecuteStatement':
      return byStatement(input, tables, 1);
    case 'BatchExecuteStatement':
      return (input.Statements ?? []).flatMap((one: JsonObject) => byStatement(one, tables, 1));
    default:
      return (input.TransactStatements ?? []).flatMap((one: JsonObject) => byStatement(one, tables, IN_TRANSACTION));
  }
}

/** Read units of an answer of so many bytes: half as many where it need not be the latest. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / READ_BYTES)) * (isConsistent ? 1 : 0.5);
}

/** The size of an item by https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html. */
export function sizeOf(item: JsonObject): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

/** By the statement's parameters: values that stand in its text are taken to be small. */
function byStatement({ Statement, Parameters = [] }: JsonObject, tables: Tables, times: number): Taken[] {
  const { verb, table } = targetOf(String(Statement ?? ''));
  if (verb === 'SELECT') return [];
  const names = attributesIn(String(Statement));
  const bytes = sum(Parameters, valueSize) + sum([...names], (name) => (name === table ? 0 : Buffer.byteLength(name)));
  return [taken({ table, bytes, times, indexes: indexesOf(table, tables, (key) => names.has(key)) })];
}

function written(input: JsonObject, tables: Tables, times: number): Taken {
  const table = tableName(String(input.TableName ?? ''));
  const { Item, Key = {}, ExpressionAttributeValues = {} } = input;
  const bytes = Item ? sizeOf(Item) : sizeOf(Key) + sizeOf(ExpressionAttributeValues);
  const indexes = indexesOf(table, tables, (key) => Item !== undefined && key in Item);
  return taken({ table, bytes, times, indexes });
}

/** Of the indexes that an item is in, how many have all of it, and how many its keys alone. */
interface Indexes {
  readonly whole: number;
  readonly bare: number;
}

/** The indexes that an item is in, of which they ask the one attribute. */
function indexesOf(name: string, tables: Tables, has: (key: string) => boolean): Indexes {
  const table = tables.get(name);
  const inside = [...(table?.indexes ?? [])].filter(([, key]) => has(key));
  const bare = inside.filter(([index]) => table?.bare.has(index)).length;
  return { whole: inside.length - bare, bare };
}

function taken({
  table,
  bytes,
  times,
  indexes: { whole, bare },
}: Omit<Taken, 'items' | 'units'> & { times: number; indexes: Indexes }): Taken {
  const each = Math.max(1, Math.ceil(bytes / WRITE_BYTES));
  return { table, items: 1, bytes, units: each * (times + whole) + bare };
}

function valueSize(value: JsonObject): number {
  const [kind = '', held] = Object.entries(value)[0] ?? [];
  switch (kind) {
    case 'S':
      return Buffer.byteLength(held);
    case 'N':
      return numberSize(held);
    case 'B':
      return Buffer.byteLength(held, 'base64');
    case 'SS':
      return sum(held, (one: string) => Buffer.byteLength(one));
    case 'NS':
      return sum(held, numberSize);
    case 'BS':
      return sum(held, (one: string) => Buffer.byteLength(one, 'base64'));
    case 'L':
      return NESTED + sum(held, (one: JsonObject) => ELEMENT + valueSize(one));
    case 'M':
      return NESTED + sizeOf(held) + Object.keys(held).length * ELEMENT;
    default:
      return 1;
  }
}

/** A byte for two digits, and one more. */
function numberSize(text: string): number {
  return Math.ceil(text.replace(/\D/g, '').length / 2) + 1;
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
