import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import { event } from '#shared/model/event.ts';
import { projection } from '#shared/model/projection.ts';
import { rowToItem } from './row.ts';

const Opened = event('Opened', { context: 'test', schema: z.object({ id: z.string() }), example: { id: 'a' } });
const accounts = projection<{ readonly id: string; readonly owner: string; readonly name: string }>('accounts', {
  of: 'account',
  key: 'id',
  indexes: { byOwner: { by: 'owner', sort: 'id' } },
}).on(Opened, (v) => v);

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  dynamodb = new DynamoDBClient(served.client);
  for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
});

let tables = 0;
beforeEach(async () => {
  tables += 1;
  await makeTable(served.services.dynamodb, {
    name: `view-${tables}`,
    keys: { key: 'S' },
    indexes: { byOwner: ['owner', 'id'] },
  });
  vi.stubEnv('VIEW_TABLE', `view-${tables}`);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});

const put = (Item: Record<string, any>) => dynamodb.send(new PutItemCommand({ TableName: `view-${tables}`, Item }));

const mark = (activa: string, ...listas: string[]) =>
  put({ key: { S: '#' }, activa: { S: activa }, listas: { SS: listas } });

async function rows(generation: string, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    const row = { key: id, version: 1, state: { id, owner: 'o', name: `${id} of ${generation}` } };
    await put(rowToItem(accounts, row, `${generation}|`));
  }
}

/** A query's code, of one generation, in a new instance. */
async function instance(generation: string) {
  vi.resetModules();
  const { readView, readPage, readAll } = await import('./read.ts');
  vi.stubEnv('VIEW_GENERATION', generation);
  return {
    row: async (key: string) => (await readView(accounts, key))?.state?.name,
    page: async (cursor?: string) => {
      const selection = { index: 'byOwner', value: 'o' };
      return readPage(accounts, { selection, limit: 2, ...(cursor && { cursor }) });
    },
    between: async (from: string, to: string) =>
      (await readAll(accounts, { index: 'byOwner', value: 'o', from, to })).map(({ id }) => id),
    all: async () => (await readAll(accounts, {})).map(({ name }) => name).sort(),
  };
}

test('code is answered from its own generation as soon as that is filled, and until then from the active one', async () => {
  await mark('uno', 'uno');
  await rows('uno', 'a', 'b');
  await rows('dos', 'a');
  const [old, now] = [await instance('uno'), await instance('dos')];
  vi.stubEnv('VIEW_GENERATION', 'dos');
  expect([await now.row('a'), await now.row('b'), await now.all()]).toStrictEqual([
    'a of uno',
    'b of uno',
    ['a of uno', 'b of uno'],
  ]);
  await rows('dos', 'b');
  await mark('uno', 'uno', 'dos');
  await vi.waitFor(async () => expect(await now.all()).toStrictEqual(['a of dos', 'b of dos']), { timeout: 5_000 });
  vi.stubEnv('VIEW_GENERATION', 'uno');
  expect(await old.row('b')).toBe('b of uno');
});

test('while a view is filled anew, a row is of the generation that knows more of it', async () => {
  const knows = (generation: string, key: string, version: number) =>
    put(
      rowToItem(
        accounts,
        { key, version, state: { id: key, owner: 'o', name: `${generation} ${version}` } },
        `${generation}|`,
      ),
    );
  await mark('uno', 'uno');
  for (const [generation, key, version] of [
    ['uno', 'a', 1],
    ['dos', 'a', 2],
    ['uno', 'b', 3],
    ['dos', 'b', 2],
    ['dos', 'c', 1],
  ] as const)
    await knows(generation, key, version);
  const seen = async ({ row }: Awaited<ReturnType<typeof instance>>) => [
    await row('a'),
    await row('b'),
    await row('c'),
  ];
  expect(await seen(await instance('dos'))).toStrictEqual(['dos 2', 'uno 3', 'dos 1']);
  await mark('uno', 'uno', 'dos');
  expect(await seen(await instance('dos'))).toStrictEqual(['dos 2', 'uno 3', 'dos 1']);
  await mark('dos', 'dos');
  expect(await seen(await instance('dos'))).toStrictEqual(['dos 2', 'dos 2', 'dos 1']);
});

test('a table that says nothing of generations is answered from in that of the code', async () => {
  await rows('uno', 'a');
  expect(await (await instance('uno')).row('a')).toBe('a of uno');
});

test('a page goes on where it was when the generation changes in between', async () => {
  await mark('uno', 'uno');
  await rows('uno', 'a', 'b', 'c', 'd', 'e');
  const first = await (await instance('uno')).page();
  await rows('dos', 'a', 'b', 'c', 'd', 'e');
  await mark('dos', 'dos');
  const second = await (await instance('dos')).page(first.next);
  expect([...first.views, ...second.views].map(({ name }) => name)).toStrictEqual([
    'a of uno',
    'b of uno',
    'c of dos',
    'd of dos',
  ]);
});

test('a range holds inside the generation, open at either end', async () => {
  await mark('uno', 'uno');
  await rows('uno', 'a', 'b', 'c', 'd');
  await rows('tres', 'b');
  const { between } = await instance('uno');
  expect(await between('b', 'c')).toStrictEqual(['b', 'c']);
});

test('what is no cursor of ours is told', async () => {
  const { page } = await instance('uno');
  await expect(page('abc')).rejects.toMatchObject({ code: 'CURSOR_INVALIDO' });
  await expect(page(Buffer.from('[["key","x"]]').toString('base64url'))).rejects.toMatchObject({
    code: 'CURSOR_INVALIDO',
  });
});
