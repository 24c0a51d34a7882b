import { expect, test } from 'vitest';
import { changesOf } from './changes.ts';

const pk = { AttributeName: 'pk', KeyType: 'HASH' };
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const index = (IndexName: string, key: string) => ({
  IndexName,
  KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
});
const table = { TableName: 'tabla', KeySchema: [pk], AttributeDefinitions: [text('pk'), text('a'), text('b')] };

test('nothing changed, nothing to do', () => {
  const streamed = { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } };
  const wanted = { ...table, StreamSpecification: { StreamViewType: 'NEW_IMAGE' } };
  expect(changesOf({ ...table, ...streamed }, wanted)).toStrictEqual([]);
});

test('indexes go and come one at a time', () => {
  const present = { ...table, GlobalSecondaryIndexes: [index('old', 'a')] };
  const changes = changesOf(present, { ...table, GlobalSecondaryIndexes: [index('x', 'a'), index('y', 'b')] });
  expect(changes.map(({ GlobalSecondaryIndexUpdates }) => GlobalSecondaryIndexUpdates)).toStrictEqual([
    [{ Delete: { IndexName: 'old' } }],
    [{ Create: index('x', 'a') }],
    [{ Create: index('y', 'b') }],
  ]);
});

test('a stream is closed before it is opened with another view', () => {
  const present = { ...table, StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } };
  expect(changesOf(present, { ...table, StreamSpecification: { StreamViewType: 'NEW_IMAGE' } })).toStrictEqual([
    { StreamSpecification: { StreamEnabled: false } },
    { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } },
  ]);
});

test('deletion protection follows the template', () => {
  expect(changesOf(table, { ...table, DeletionProtectionEnabled: true })).toStrictEqual([
    { DeletionProtectionEnabled: true },
  ]);
  expect(changesOf({ ...table, DeletionProtectionEnabled: true }, table)).toStrictEqual([
    { DeletionProtectionEnabled: false },
  ]);
});

test.each([
  ['another key', { KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }] }, /delete-table --table-name tabla/],
  [
    'another type of key',
    { AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'N' }] },
    /keys of table tabla/,
  ],
  ['a local index', { LocalSecondaryIndexes: [index('l', 'a')] }, /local indexes/],
  ['an index of other keys', { GlobalSecondaryIndexes: [index('g', 'b')] }, /Give it another name/],
])('%s is refused with what to do', (_what, change, message) => {
  const present = { ...table, GlobalSecondaryIndexes: [index('g', 'a')] };
  expect(() => changesOf(present, { ...present, ...change })).toThrow(message);
});
