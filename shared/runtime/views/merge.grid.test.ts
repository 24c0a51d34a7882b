import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import { projection } from '#shared/model/projection.ts';
import { readMerged } from './merge.ts';
import { rowToItem } from './row.ts';

interface Parcel {
  readonly id: string;
  readonly state: string;
  readonly at: string;
}
const parcels = projection<Parcel>('parcels', {
  of: 'parcel',
  key: 'id',
  indexes: { byState: { by: 'state', sort: 'at' }, byId: { by: 'id' } },
});

/** Some share their moment, in one state and in two. */
const ROWS: readonly Parcel[] = [
  { id: 'a', state: 'new', at: '2030-01-01' },
  { id: 'b', state: 'gone', at: '2030-01-02' },
  { id: 'c', state: 'new', at: '2030-01-03' },
  { id: 'd', state: 'new', at: '2030-01-03' },
  { id: 'e', state: 'gone', at: '2030-01-03' },
  { id: 'f', state: 'lost', at: '2030-01-04' },
];
const selections = ['new', 'gone', 'lost', 'none'].map((value) => ({ index: 'byState', value }));

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  dynamodb = new DynamoDBClient(served.client);
  const names = { ...served.environment, VIEW_TABLE: 'parcels', VIEW_GENERATION: 'one' };
  for (const [name, value] of Object.entries(names)) vi.stubEnv(name, value);
  await makeTable(served.services.dynamodb, {
    name: 'parcels',
    keys: { key: 'S' },
    indexes: { byState: ['state', 'at'] },
  });
  for (const state of ROWS) {
    const Item = rowToItem(parcels, { key: state.id, version: 1, state }, 'one|');
    await dynamodb.send(new PutItemCommand({ TableName: 'parcels', Item }));
  }
});
afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});

async function pages(limit: number, newestFirst: boolean): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await readMerged(parcels, { selections, limit, newestFirst, ...(cursor && { cursor }) });
    expect(page.views.length).toBeLessThanOrEqual(limit);
    found.push(page.views.map(({ id }) => id).join(''));
    cursor = page.next;
  } while (cursor);
  return found;
}

test.each([
  [1, ['f', 'e', 'd', 'c', 'b', 'a']],
  [2, ['fe', 'dc', 'ba']],
  [4, ['fedc', 'ba']],
  [6, ['fedcba']],
])('several selections are one list, the newest first, by pages of %i', async (limit, expected) =>
  expect(await pages(limit, true)).toStrictEqual(expected),
);

test('and the oldest first', async () => expect(await pages(4, false)).toStrictEqual(['abcd', 'ef']));

test('a range holds for each of them', async () => {
  const ranged = selections.map((selection) => ({ ...selection, from: '2030-01-02', to: '2030-01-03' }));
  const { views, next } = await readMerged(parcels, { selections: ranged, limit: 10, newestFirst: true });
  expect([views.map(({ id }) => id).join(''), next]).toStrictEqual(['edcb', undefined]);
});

test.each(['x', Buffer.from('{"at":1}').toString('base64url')])('the cursor %j is none of ours', async (cursor) =>
  expect(readMerged(parcels, { selections, limit: 2, cursor })).rejects.toMatchObject({ code: 'CURSOR_INVALIDO' }),
);

test('what has no order in common is no list', async () =>
  expect(readMerged(parcels, { selections: [{ index: 'byId', value: 'a' }], limit: 2 })).rejects.toThrow(
    'What is merged of parcels has no order in common.',
  ));
