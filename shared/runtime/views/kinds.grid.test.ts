import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import { event } from '#shared/model/event.ts';
import { notification } from '#shared/model/notification.ts';
import { journal, projection, tally } from '#shared/model/projection.ts';
import type { Selection } from '#shared/model/query.ts';
import { recorded } from '#shared/testing/bus.ts';
import { writeLines } from '../follow/lines.ts';
import { followerOfTotals } from '../follow/totals.ts';
import { announce } from './generation.ts';
import { type Readable, readAll, readPage, readView } from './read.ts';
import { rowToItem } from './row.ts';

const Opened = event('Opened', { context: 'test', schema: z.object({ id: z.string() }), example: { id: 'a' } });
const boxes = projection<{ readonly id: string; readonly text?: string; readonly owner: string }>('boxes', {
  of: 'box',
  key: 'id',
  indexes: { byOwner: { by: 'owner' }, inOrder: { by: 'owner', sort: 'id' } },
});
const bare = projection<{ readonly id: string }>('bare', { of: 'box', key: 'id' });
const lines = journal('lines', 'id').on(Opened, ({ id }) => ({ titulo: `Opened ${id}` }));
const sums = tally('sums', { of: 'box', initial: {}, contributes: (totals: Record<string, { n: number }>) => totals });
const news = notification('news', {
  of: 'box',
  channels: {},
  subject: () => 'ana',
  perHour: { address: 1, subject: 1 },
});

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  dynamodb = new DynamoDBClient(served.client);
  for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
  const make = (table: Parameters<typeof makeTable>[1]) => makeTable(served.services.dynamodb, table);
  await make({
    name: 'boxes',
    keys: { key: 'S' },
    indexes: { byOwner: ['owner'], inOrder: ['owner', 'id'] },
  });
  await make({ name: 'lines', keys: { key: 'S', sort: 'S' } });
  await make({ name: 'sums', keys: { key: 'S' }, indexes: { porGrupo: ['group', 'key'] } });
  await make({ name: 'news', keys: { key: 'S' }, indexes: { porClave: ['grupo', 'en'] } });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});

/** A view's table as a function has it whose fold is of this generation. */
function inTable(VIEW_TABLE: string, VIEW_GENERATION = 'uno') {
  for (const [name, value] of Object.entries({ VIEW_TABLE, VIEW_GENERATION })) vi.stubEnv(name, value);
  return { table: VIEW_TABLE, generation: VIEW_GENERATION };
}

async function pages(of: Readable, selection: Selection, limit: number, newestFirst = false): Promise<any[][]> {
  const found: any[][] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(of, { selection, limit, newestFirst, ...(cursor && { cursor }) });
    found.push([...page.views]);
    cursor = page.next;
  } while (cursor);
  return found;
}

describe('totals', () => {
  /** What a stream contributes, by the fold of a generation. */
  async function contributed(generation: string, stream: string, totals: Record<string, { n: number }>) {
    inTable('sums', generation);
    const after = { version: 1, state: totals };
    await followerOfTotals(sums).write([{ stream, before: { version: 0, state: {} }, after }]);
    return inTable('sums');
  }

  test('of a group are given in the order of their keys, by their measures alone', async () => {
    await contributed('dos', 'box#0', { 'day|2': { n: 9 } });
    await contributed('uno', 'box#1', { 'day|2': { n: 1 }, 'day|1': { n: 3 }, 'week|1': { n: 5 } });
    await announce(await contributed('uno', 'box#2', { 'day|2': { n: 1 }, 'day|3': { n: 4 } }));
    const [one, two, three] = [
      { key: 'day|1', n: 3 },
      { key: 'day|2', n: 2 },
      { key: 'day|3', n: 4 },
    ];
    expect(await readAll(sums, { value: 'day' })).toStrictEqual([one, two, three]);
    expect(await readAll(sums, { value: 'day', from: 'day|2' })).toStrictEqual([two, three]);
    expect(await readAll(sums, { value: 'day', to: 'day|2' })).toStrictEqual([one, two]);
    expect(await pages(sums, { value: 'day' }, 2)).toStrictEqual([[one, two], [three]]);
  });
});

describe('lines', () => {
  const opened = (id: string, hour: number) =>
    recorded('Opened', { id: `${id}${hour}`, actor: 'ana', occurredAt: `2030-01-01T0${hour}:00:00.000Z` }, { id });
  const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

  test('of one journal are given in their order, or the newest first, of the generation that is filled', async () => {
    const view = inTable('lines');
    await writeLines(lines, [opened('a', 2), opened('a', 1), opened('b', 1), opened('a', 3)]);
    await announce({ ...view, sorted: true });
    expect(ids(await readAll(lines, { value: 'a' }))).toStrictEqual(['a1', 'a2', 'a3']);
    expect((await pages(lines, { value: 'a' }, 2, true)).map(ids)).toStrictEqual([['a3', 'a2'], ['a1']]);
    expect(ids(await readAll(lines, { value: 'a', from: '2030-01-01T02' }))).toStrictEqual(['a2', 'a3']);
    expect(ids(await readAll(lines, { value: 'a', to: '2030-01-01T02' }))).toStrictEqual(['a1']);
    inTable('lines', 'dos');
    expect(ids(await readAll(lines, { value: 'b' }))).toStrictEqual(['b1']);
  });
});

describe('messages', () => {
  test('of a stream are given in the order that they went out, whatever generation the fold is of', async () => {
    inTable('news', 'dos');
    for (const [clave, en] of [
      ['1', 'c'],
      ['1', 'a'],
      ['2', 'b'],
    ] as const) {
      const Item = { key: { S: clave + en }, grupo: { S: clave }, en: { S: en }, view: { S: JSON.stringify({ en }) } };
      await dynamodb.send(new PutItemCommand({ TableName: 'news', Item }));
    }
    await dynamodb.send(new PutItemCommand({ TableName: 'news', Item: { key: { S: '1' }, version: { N: '1' } } }));
    expect(await readAll(news, { value: '1' })).toStrictEqual([{ en: 'a' }, { en: 'c' }]);
    expect(await readAll(news, { value: '1', from: 'b' })).toStrictEqual([{ en: 'c' }]);
    expect(await readView(news, '1')).toMatchObject({ key: '1', version: 1 });
  });
});

describe('rows', () => {
  const put = (id: string, state: object | undefined) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: 'boxes',
        Item: rowToItem(boxes, { key: id, version: 1, state: state && { id, owner: 'o', ...state } }, 'uno|'),
      }),
    );

  test('are all given, however many answers of DynamoDB that takes', async () => {
    inTable('boxes');
    await put('nothing to show', undefined);
    for (const id of ['a', 'b', 'c', 'd']) await put(id, { text: id.repeat(390_000) });
    const ids = async (selection: Selection) => (await readAll(boxes, selection)).map(({ id }) => id).sort();
    expect(await ids({ index: 'inOrder', value: 'o' })).toStrictEqual(['a', 'b', 'c', 'd']);
    expect(await ids({})).toStrictEqual(['a', 'b', 'c', 'd']);
    expect(await ids({ index: 'inOrder', value: 'o', from: 'b' })).toStrictEqual(['b', 'c', 'd']);
    expect(await ids({ index: 'inOrder', value: 'o', to: 'b' })).toStrictEqual(['a', 'b']);
    expect(await ids({ index: 'byOwner', value: 'o' })).toStrictEqual(['a', 'b', 'c', 'd']);
  });

  test.each<[Selection, Readable, string]>([
    [{ index: 'none', value: 'o' }, boxes, 'The projection boxes has no index none.'],
    [{ index: 'none', value: 'o' }, bare, 'The projection bare has no index none.'],
    [{ index: 'byOwner' }, boxes, 'A selection by owner has no value.'],
    [{}, sums, 'A selection by group has no value.'],
    [{ index: 'byOwner', value: 'o', from: 'a' }, boxes, 'What is selected by owner has no order'],
    [{ index: 'byOwner', value: 'o', to: 'a' }, boxes, 'What is selected by owner has no order'],
  ])('are not searched for by what the view does not have: %j', async (selection, of, told) => {
    inTable('boxes');
    await expect(readAll(of, selection)).rejects.toThrow(told);
  });

  test('that cannot be read are no fault of the cursor, unless there is one that DynamoDB does not take', async () => {
    const code = (request: Omit<Parameters<typeof readPage>[1], 'selection'>) =>
      readPage(boxes, { selection: {}, ...request }).catch((error) => error);
    inTable('boxes');
    const elsewhere = Buffer.from('[["other","x"]]').toString('base64url');
    expect(await code({ limit: 1, cursor: elsewhere })).toMatchObject({
      code: 'CURSOR_INVALIDO',
      errors: [{ campo: 'cursor', mensaje: 'No es un cursor de esta API' }],
    });
    expect(await code({ limit: 0 })).toMatchObject({ name: 'ValidationException' });
    const gone = { table: 'gone', generation: 'uno' };
    expect(await code({ limit: 1, cursor: elsewhere, view: gone })).toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
