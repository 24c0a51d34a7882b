import { expect, test } from 'vitest';
import { manyIndexes } from './indexes.ts';
import type { Template } from './templates.ts';

const index = (IndexName: string, key = 'a') => ({ IndexName, KeySchema: [{ AttributeName: key, KeyType: 'HASH' }] });
const table = (...indexes: object[]): Template => ({
  Resources: {
    Vista: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'vista', GlobalSecondaryIndexes: indexes } },
  },
});

test.each([
  ['one more', [index('uno')], [index('uno'), index('dos')], []],
  ['one less', [index('uno'), index('dos')], [index('dos')], []],
  ['two more', [index('uno')], [index('uno'), index('dos'), index('tres')], ['vista: dos (a), tres (a)']],
  ['one for another', [index('uno')], [index('dos')], ['vista: dos (a), uno (a)']],
  [
    'one that has less of each row',
    [index('uno')],
    [{ ...index('uno'), Projection: { ProjectionType: 'KEYS_ONLY' } }],
    ['vista: uno (a), uno (a, keys only)'],
  ],
  ['one by another key', [index('uno')], [index('uno', 'b')], ['vista: uno (a), uno (b)']],
] as const)('an update of a table with %s', (_, before, after, refused) => {
  expect(manyIndexes(table(...before), table(...after))).toStrictEqual(refused);
});

test('a table that is new may have as many as it likes', () => {
  expect(manyIndexes({}, table(index('uno'), index('dos')))).toStrictEqual([]);
});
