import { expect, test } from 'vitest';
import { readUnits, sizeOf, takenBy } from './capacity.ts';
import { Tables } from './table/tables.ts';

const tables = new Tables(() => {});
tables.learn({
  TableName: 'orders',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    { IndexName: 'byCustomer', KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }] },
    { IndexName: 'byPlace', KeySchema: [{ AttributeName: 'place', KeyType: 'HASH' }] },
  ],
});
const text = (length: number) => ({ S: 'x'.repeat(length) });

test.each([
  ['a text is its UTF-8', { a: { S: 'ñ' } }, 3],
  ['a number is a byte for two digits and one', { a: { N: '-12345' } }, 5],
  ['bytes are what they are, not their base64', { a: { B: 'AAECAw==' } }, 5],
  ['true and null are one', { a: { BOOL: true }, b: { NULL: true } }, 4],
  ['a list is three, and one for each element', { a: { L: [{ S: 'bc' }, { S: 'd' }] } }, 9],
  ['a map is three, its names, and one for each', { a: { M: { bc: { S: 'd' } } } }, 8],
  ['a set is its elements', { a: { SS: ['bc', 'd'] } }, 4],
])('%s', (_, item, bytes) => {
  expect(sizeOf(item)).toBe(bytes);
});

test('a put takes a unit a kilobyte, and as many for each index that it is in', () => {
  const Item = { id: text(1_021), customer: text(2) };
  expect(takenBy('PutItem', { TableName: 'orders', Item }, tables)).toEqual([
    { table: 'orders', items: 1, bytes: 1_033, units: 4 },
  ]);
});

test('an index of keys alone takes one, however large the item is', () => {
  const byKeys = new Tables(() => {});
  const KeySchema = [{ AttributeName: 'customer', KeyType: 'HASH' }];
  byKeys.learn({
    TableName: 'orders',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [{ IndexName: 'byCustomer', KeySchema, Projection: { ProjectionType: 'KEYS_ONLY' } }],
  });
  const Item = { id: text(1_021), customer: text(2) };
  expect(takenBy('PutItem', { TableName: 'orders', Item }, byKeys)).toMatchObject([{ units: 3 }]);
});

test('in a transaction each item takes two, what is only checked too', () => {
  const TransactItems = [
    { Put: { TableName: 'log', Item: { id: text(1) } } },
    { ConditionCheck: { TableName: 'orders', Key: { id: text(1) } } },
  ];
  expect(takenBy('TransactWriteItems', { TransactItems }, tables)).toEqual([
    { table: 'log', items: 1, bytes: 3, units: 2 },
    { table: 'orders', items: 0, bytes: 0, units: 2 },
  ]);
});

test('a batch takes what its items do', () => {
  const RequestItems = {
    orders: [{ PutRequest: { Item: { id: text(1) } } }, { DeleteRequest: { Key: { id: text(1) } } }],
  };
  expect(takenBy('BatchWriteItem', { RequestItems }, tables).map(({ units }) => units)).toEqual([1, 1]);
});

test('a read takes a unit for four kilobytes, and half where it may be old', () => {
  expect([readUnits(0, true), readUnits(4_097, true), readUnits(4_096, false)]).toEqual([1, 2, 0.5]);
});

test('a statement takes what its parameters do, and a unit for each index that it writes', () => {
  const insert = {
    Statement: `INSERT INTO "orders" VALUE {'id': ?, 'customer': ?}`,
    Parameters: [text(1_021), text(2)],
  };
  const update = { Statement: `UPDATE "orders" SET "note"=? WHERE "id"=?`, Parameters: [text(1), text(1)] };
  expect(takenBy('BatchExecuteStatement', { Statements: [insert, update] }, tables)).toEqual([
    { table: 'orders', items: 1, bytes: 1_033, units: 4 },
    { table: 'orders', items: 1, bytes: 6, units: 1 },
  ]);
  expect(takenBy('ExecuteTransaction', { TransactStatements: [update] }, tables)).toMatchObject([{ units: 2 }]);
  expect(takenBy('ExecuteStatement', { Statement: 'SELECT * FROM orders WHERE id = ?' }, tables)).toEqual([]);
});
