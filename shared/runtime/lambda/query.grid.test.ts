import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import { projection } from '#shared/model/projection.ts';
import { type AnyQuery, listQuery, reportQuery, rowQuery } from '#shared/model/query.ts';
import { runOf } from '#shared/testing/bus.ts';
import { toItem } from '../eventLog/commit.ts';
import { commitOf } from '../eventLog/testing/log.ts';
import { rowToItem } from '../views/row.ts';
import { toAuthorizer } from './caller.ts';
import { queryHandler } from './query.ts';

interface Box {
  readonly id: string;
  readonly clienteId: string;
  readonly n: number;
}
const boxes = projection<Box>('boxes', {
  of: 'box',
  key: 'id',
  indexes: { byCustomer: { by: 'clienteId', sort: 'id' } },
});
const docs = { summary: 's', description: 'd' };
const base = { http: 'GET /boxes', scope: 'boxes:leer', docs, answers: z.any() } as const;
const seeBox = rowQuery({
  ...base,
  of: boxes,
  accepts: z.strictObject({ id: z.string() }),
  example: { id: '1' },
  key: ({ id }) => id,
  owner: ({ clienteId }: Box) => clienteId,
  noun: 'La caja',
  shape: ({ id, n }: Box) => ({ id, n }),
});
const listing = {
  ...base,
  of: boxes,
  by: ['byCustomer'],
  accepts: z.strictObject({ clienteId: z.string().optional() }),
  example: {},
  where: ({ clienteId }: { clienteId?: string | undefined }) =>
    clienteId === undefined ? {} : { index: 'byCustomer', value: clienteId },
  shape: ({ id }: Box) => ({ id }),
};
const listBoxes = listQuery({ ...listing, owner: ({ clienteId }) => clienteId });
const listNewest = listQuery({ ...listing, newestFirst: true, keeps: ({ n }) => n > 1 });
const listAll = listQuery({
  ...listing,
  where: () => ({ index: 'byCustomer', value: 'ana' }),
  owner: ({ clienteId }) => clienteId,
});
const listGuarded = listQuery({
  ...listing,
  accepts: z.strictObject({ id: z.string() }),
  example: { id: 'a1' },
  where: () => ({ index: 'byCustomer', value: 'ana' }),
  guard: { of: boxes, key: ({ id }: { id: string }) => id, owner: ({ clienteId }) => clienteId, noun: 'La caja' },
});
const listCarried = listQuery({
  ...listing,
  accepts: z.strictObject({ id: z.string() }),
  example: { id: 'a1' },
  where: () => ({ index: 'byCustomer', value: 'ana' }),
  guard: {
    of: boxes,
    key: ({ id }: { id: string }) => id,
    driver: ({ clienteId }) => `of ${clienteId}`,
    noun: 'La caja',
  },
});
const countBoxes = reportQuery({
  ...base,
  of: boxes,
  accepts: z.strictObject({ clientes: z.string() }),
  example: { clientes: 'ana' },
  where: ({ clientes }: { readonly clientes: string }) =>
    clientes.split(',').map((value) => ({ index: 'byCustomer', value })),
  shape: (rows: readonly Box[]) => ({ boxes: rows.length, n: rows.reduce((sum, { n }) => sum + n, 0) }),
});

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  dynamodb = new DynamoDBClient(served.client);
  const views = { VIEW_TABLE: 'view', VIEW_GENERATION: 'uno', GUARD_TABLE: 'guard', GUARD_GENERATION: 'dos' };
  for (const [name, value] of Object.entries({ ...served.environment, ...views, EVENT_LOG_TABLE: 'log' }))
    vi.stubEnv(name, value);
  await makeTable(served.services.dynamodb, { name: 'log', keys: { stream: 'S', version: 'N' } });
  await makeTable(served.services.dynamodb, { name: 'guard', keys: { key: 'S' } });
  await makeTable(served.services.dynamodb, {
    name: 'view',
    keys: { key: 'S' },
    indexes: { byCustomer: ['clienteId', 'id'] },
  });
  for (const [id, clienteId, n] of [
    ['a1', 'ana', 1],
    ['a2', 'ana', 2],
    ['a3', 'ana', 3],
    ['l1', 'luis', 4],
  ] as const)
    await put('view', 'uno', { id, clienteId, n });
  await put('guard', 'dos', { id: 'a1', clienteId: 'ana', n: 1 });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});

async function put(TableName: string, generation: string, state: Box): Promise<void> {
  const row = { key: state.id, version: 1, state };
  await dynamodb.send(new PutItemCommand({ TableName, Item: rowToItem(boxes, row, `${generation}|`) }));
}

interface Asking {
  readonly as?: string;
  readonly drives?: string;
  readonly headers?: Record<string, string>;
}

/** What the API answers to a question, of an operator, a customer or a driver. */
async function ask(query: AnyQuery, question: Record<string, string>, { as, drives, headers = {} }: Asking = {}) {
  const until = Math.floor(Date.now() / 1_000) + 600;
  const actor = {
    subject: 'test',
    scopes: ['boxes:leer'],
    ...(as && { clienteId: as }),
    ...(drives && { conductorId: drives }),
  };
  const authorizer = toAuthorizer({ actor, until });
  const event = { httpMethod: 'GET', headers, queryStringParameters: question, requestContext: { authorizer } };
  const result = (await queryHandler(query)(
    event as unknown as APIGatewayProxyEvent,
    runOf('alpes-query'),
  )) as APIGatewayProxyResult;
  const body = result.body === '' ? '' : JSON.parse(result.body);
  return { status: result.statusCode, headers: result.headers ?? {}, body };
}
const idsOf = ({ body }: { body: any }) => body.elementos.map(({ id }: { id: string }) => id);

describe('a row', () => {
  test('is shown in its shape, with its version', async () => {
    const { status, body } = await ask(seeBox, { id: 'a1' });
    expect([status, body]).toStrictEqual([200, { id: 'a1', n: 1, version: 1 }]);
  });
  test('that is not there is told in its noun', async () => {
    const { status, body } = await ask(seeBox, { id: 'none' });
    expect([status, body.codigo, body.detail]).toStrictEqual([404, 'NO_EXISTE', 'La caja no existe.']);
  });
  test('is shown to the customer whose it is; to another it is not there', async () => {
    expect((await ask(seeBox, { id: 'a1' }, { as: 'ana' })).status).toBe(200);
    const { status, body } = await ask(seeBox, { id: 'a1' }, { as: 'luis' });
    expect([status, body.codigo, body.detail]).toStrictEqual([404, 'NO_EXISTE', 'La caja no existe.']);
  });
  test('is waited for in no version that nobody has written', async () => {
    const { status, body } = await ask(seeBox, { id: 'a1', desdeVersion: '2' });
    expect([status, body.codigo]).toStrictEqual([503, 'VISTA_ATRASADA']);
    expect((await ask(seeBox, { id: 'a1', desdeVersion: '1' })).status).toBe(200);
    expect((await ask(seeBox, { id: 'a1', desdeVersion: '0' })).body.codigo).toBe('ENTRADA_INVALIDA');
  });
  test('is waited for in a version that the log has', async () => {
    const Item = toItem(commitOf('box#late', 1, { type: 'Opened', version: 1, data: {} }));
    await dynamodb.send(new PutItemCommand({ TableName: 'log', Item }));
    const answer = ask(seeBox, { id: 'late', desdeVersion: '1' });
    await put('view', 'uno', { id: 'late', clienteId: 'eva', n: 9 });
    expect((await answer).body).toStrictEqual({ id: 'late', n: 9, version: 1 });
  });
  test('of another is not waited for', async () => {
    const asked = { id: 'a1', desdeVersion: '1' };
    expect((await ask(seeBox, asked, { as: 'luis' })).body.codigo).toBe('VISTA_ATRASADA');
    expect((await ask(seeBox, { ...asked, id: 'none' }, { as: 'luis' })).body.codigo).toBe('VISTA_ATRASADA');
  });
  test('is asked for by what is accepted, and by nothing else', async () => {
    expect((await ask(seeBox, { id: 'a1', cursor: 'x' })).body.errores).toStrictEqual([
      { campo: 'cursor', mensaje: 'No se conoce este campo' },
    ]);
  });
  test('is sent once to whoever has it already', async () => {
    const first = await ask(seeBox, { id: 'a1' });
    const ETag = first.headers.ETag as string;
    expect(ETag).toMatch(/^"[\w-]{22}"$/);
    for (const tags of [ETag, `W/${ETag}`, '*', `"other", ${ETag}`]) {
      const { status, headers, body } = await ask(seeBox, { id: 'a1' }, { headers: { 'If-None-Match': tags } });
      expect([status, headers.ETag, body]).toStrictEqual([304, ETag, '']);
    }
    for (const tags of ['"other"', ETag.slice(1, -1), `"x"W/${ETag}`])
      expect((await ask(seeBox, { id: 'a1' }, { headers: { 'If-None-Match': tags } })).status).toBe(200);
    expect((await ask(seeBox, { id: 'a2' })).headers.ETag).not.toBe(ETag);
  });
});

describe('a list', () => {
  test('comes page by page', async () => {
    const first = await ask(listBoxes, { clienteId: 'ana', limite: '2' });
    expect(Object.keys(first.body)).toStrictEqual(['elementos', 'siguiente']);
    const second = await ask(listBoxes, { clienteId: 'ana', limite: '2', cursor: first.body.siguiente });
    expect([...idsOf(first), ...idsOf(second)].sort()).toStrictEqual(['a1', 'a2', 'a3']);
    expect(Object.keys(second.body)).toStrictEqual(['elementos']);
  });
  test('holds what it keeps', async () =>
    expect(idsOf(await ask(listNewest, { clienteId: 'ana' }))).toStrictEqual(['a3', 'a2']));
  test('is in the order of its index, where nobody asks for the newest first', async () =>
    expect(idsOf(await ask(listBoxes, { clienteId: 'ana' }))).toStrictEqual(['a1', 'a2', 'a3']));
  test("is a customer's own, whose id is filled in", async () => {
    expect(idsOf(await ask(listBoxes, {}, { as: 'luis' }))).toStrictEqual(['l1']);
    expect(idsOf(await ask(listBoxes, { clienteId: 'luis' }, { as: 'luis' }))).toStrictEqual(['l1']);
    const { status, body } = await ask(listBoxes, { clienteId: 'ana' }, { as: 'luis' });
    expect([status, body.detail]).toStrictEqual([403, 'Un cliente solo puede consultar lo que es suyo.']);
  });
  test('shows a customer no row of another, whatever it selects', async () => {
    expect(idsOf(await ask(listAll, {}, { as: 'luis' }))).toStrictEqual([]);
    expect(idsOf(await ask(listAll, {}, { as: 'ana' }))).toHaveLength(3);
  });
  test('that cannot say whose it is is refused to a customer', async () => {
    const roomless = listQuery({ ...listing, accepts: z.strictObject({}), where: () => ({}), owner: () => 'luis' });
    expect((await ask(roomless, {}, { as: 'luis' })).body.errores).toStrictEqual([
      { campo: 'clienteId', mensaje: 'No se conoce este campo' },
    ]);
  });
  test('behind a guard is for whoever may see that', async () => {
    expect(idsOf(await ask(listGuarded, { id: 'a1' }, { as: 'ana' }))).toHaveLength(3);
    expect(idsOf(await ask(listGuarded, { id: 'a1' }))).toHaveLength(3);
    for (const asking of [{ id: 'a1', as: 'luis' }, { id: 'none', as: 'ana' }, { id: 'none' }]) {
      const { id, ...as } = asking;
      const { status, body } = await ask(listGuarded, { id }, as);
      expect([status, body.detail]).toStrictEqual([404, 'La caja no existe.']);
    }
  });
  test('behind the guard of a route is for its driver', async () => {
    expect(idsOf(await ask(listCarried, { id: 'a1' }, { drives: 'of ana' }))).toHaveLength(3);
    expect((await ask(listCarried, { id: 'a1' }, { drives: 'of luis' })).body.detail).toBe('La caja no existe.');
    expect((await ask(listGuarded, { id: 'a1' }, { drives: 'of ana' })).status).toBe(403);
    expect((await ask(listCarried, { id: 'a1' }, { as: 'ana' })).status).toBe(403);
  });
  test.each(['0', '201', 'x', '1.5'])('has no pages of %s', async (limite) =>
    expect((await ask(listBoxes, { limite })).body.codigo).toBe('ENTRADA_INVALIDA'),
  );
});

test('a report sums up the rows of all of its selections', async () => {
  const { body, headers } = await ask(countBoxes, { clientes: 'ana,luis' });
  expect(body).toStrictEqual({ boxes: 4, n: 10 });
  expect(headers.ETag).toMatch(/^"[\w-]{22}"$/);
});

test('a report is a table where it is asked for so', async () => {
  const asTable = reportQuery({
    ...base,
    of: boxes,
    accepts: z.strictObject({ formato: z.enum(['json', 'csv']).default('json') }),
    example: {},
    where: () => [{ index: 'byCustomer', value: 'ana' }],
    shape: (rows: readonly Box[]) => rows.map(({ id, n }) => ({ id, n })),
    csv: (rows: readonly { id: string; n: number }[], { formato }) =>
      formato === 'csv' ? [['id', 'n'], ...rows.map(({ id, n }) => [id, n])] : undefined,
  });
  const authorizer = toAuthorizer({
    actor: { subject: 'test', scopes: ['boxes:leer'] },
    until: Math.floor(Date.now() / 1_000) + 600,
  });
  const event = {
    httpMethod: 'GET',
    headers: {},
    queryStringParameters: { formato: 'csv' },
    requestContext: { authorizer },
  };
  const answer = await queryHandler(asTable)(event as unknown as APIGatewayProxyEvent, runOf('alpes-query'));
  const { body, headers } = answer as APIGatewayProxyResult;
  expect(body.split('\r\n').toSorted()).toStrictEqual(['', 'a1,1', 'a2,2', 'a3,3', 'id,n']);
  expect(headers).toMatchObject({ 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment' });
  const json = await ask(asTable, {});
  expect([json.body.length, json.headers['Content-Type']]).toStrictEqual([3, 'application/json; charset=utf-8']);
  expect(json.headers.ETag).not.toBe(headers?.ETag);
});

test('a list of several selections is one list', async () => {
  const merged = listQuery({
    ...listing,
    where: () => ['ana', 'luis'].map((value) => ({ index: 'byCustomer', value })),
    keeps: ({ n }) => n !== 2,
    newestFirst: true,
  });
  const { body } = await ask(merged, {});
  expect(body).toStrictEqual({ elementos: [{ id: 'l1' }, { id: 'a3' }, { id: 'a1' }] });
  expect((await ask(merged, { cursor: 'x' })).body.codigo).toBe('CURSOR_INVALIDO');
});

test.each([1, 3, 4])('a page is read on until it holds what is kept: only %i', async (only) => {
  const { body } = await ask(listQuery({ ...listing, by: ['*'], keeps: ({ n }) => n === only }), { limite: '1' });
  expect(body.elementos).toStrictEqual([{ id: only === 4 ? 'l1' : `a${only}` }]);
});

test('an invocation by hand gets the bare answer, with every right', async () => {
  expect(await queryHandler(seeBox)({ id: 'a1' } as never, runOf('alpes-query'))).toStrictEqual({
    id: 'a1',
    n: 1,
    version: 1,
  });
});
