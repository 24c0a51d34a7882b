import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { News } from './audience.ts';
import { type Box, boxes } from './testing/world.ts';
import type { Viewer } from './viewer.ts';

/** What the management API does with the messages of a connection, by its name. */
const BEHAVIOURS = { slow: 'never', gone: 410, stuck: 'never' } as const;

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let dynamodb: DynamoDBClient;
let gateway: Server;
let posted: { connection: string; body: any; at: number }[] = [];
let deleted: string[] = [];
let tables = 0;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  dynamodb = new DynamoDBClient(served.client);
  gateway = createServer((request, response) => {
    const connection = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    const body: Buffer[] = [];
    request.on('data', (part) => body.push(part));
    request.on('end', () => {
      if (request.method === 'DELETE') {
        deleted.push(connection);
        const status = connection === 'stuck' ? 403 : connection === 'gone' ? 410 : 204;
        response
          .writeHead(status, { 'x-amzn-errortype': status === 410 ? 'GoneException' : 'ForbiddenException' })
          .end();
        return;
      }
      posted.push({ connection, body: JSON.parse(Buffer.concat(body).toString()), at: performance.now() });
      const does = BEHAVIOURS[connection as keyof typeof BEHAVIOURS];
      if (does === 'never') return;
      if (does === 410) response.writeHead(410, { 'x-amzn-errortype': 'GoneException' });
      response.end();
    });
  }).listen(0);
  for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
  vi.stubEnv('LIVE_ENDPOINT', `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/v1`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  gateway?.closeAllConnections();
  gateway?.close();
  dynamodb?.destroy();
  await served?.stop();
});

type Code = typeof import('./subscriptions.ts') & typeof import('./broadcast.ts');
let code: Code;

/** Each test has a table and an instance of its own. */
beforeEach(async () => {
  vi.stubEnv('VIEW_TABLE', `connections-${++tables}`);
  await makeTable(served.services.dynamodb, { name: `connections-${tables}`, keys: { clave: 'S' } });
  posted = [];
  deleted = [];
  vi.resetModules();
  code = { ...(await import('./subscriptions.ts')), ...(await import('./broadcast.ts')) };
});

const viewer: Viewer = { until: Date.now() / 1_000 + 600, scopes: ['cajas:leer'] };

async function watches(connection: string, who: Viewer = viewer): Promise<void> {
  await code.connect(connection, who);
  await code.wants(connection, 'tablero');
  await code.watch(connection, 'tablero', { viewer: who, scopes: new Set(['cajas:leer']) });
}

async function tell(): Promise<void> {
  const row: Box = { id: '1', n: 1, owner: 'tienda-1', town: 'Cali' };
  const text = JSON.stringify({ vista: 'cajas', clave: '1', version: 1, fila: row });
  const news: News[] = [{ live: boxes, row, topics: ['tablero', 'orden:1'], text, signal: text }];
  await code.broadcast(news, async () => news);
}

/** The names of those of whom the table knows anything. */
async function known(): Promise<string[]> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: `connections-${tables}` }));
  const names = Items.flatMap((item) => [
    ...Object.keys(item).flatMap((name) => (name.startsWith('@') ? name.slice(1) : [])),
    ...(/^conexion#(.*)/.exec(item.clave?.S ?? '')?.slice(1) ?? []),
  ]);
  return [...new Set(names)].sort();
}

const reached = () => [...new Set(posted.map(({ connection }) => connection))].sort();

test('each gets the news in one message, however many topics it watches', async () => {
  for (const one of ['a', 'b=']) await watches(one);
  await code.wants('a', 'orden:1');
  await code.watch('a', 'orden:1', { viewer, scopes: new Set(['cajas:leer']) });
  await tell();
  expect(posted.map(({ connection }) => connection).sort()).toStrictEqual(['a', 'b=']);
  expect(posted[0]?.body).toMatchObject({ tipo: 'novedades', novedades: [{ clave: '1' }] });
});

test('who does not read holds nobody up, is disconnected and forgotten', async () => {
  const many = Array.from({ length: 120 }, (_, at) => `c${at}`);
  await watches('slow');
  for (const one of many) await watches(one);
  const began = performance.now();
  await tell();
  expect(reached()).toStrictEqual([...many, 'slow'].sort());
  const last = Math.max(...posted.map(({ at }) => at));
  expect(last - began, 'others waited for the slow one').toBeLessThan(performance.now() - began);
  expect(deleted).toStrictEqual(['slow']);
  expect(await known()).toStrictEqual([...many].sort());
});

test('who is gone is forgotten, also where a subscription came after its end', async () => {
  await watches('gone');
  await code.disconnect('gone');
  await code.watch('gone', 'tablero', { viewer, scopes: new Set(['cajas:leer']) });
  await watches('a');
  expect(await known()).toStrictEqual(['a', 'gone']);
  await tell();
  expect(await known()).toStrictEqual(['a']);
});

test('whose token has ended is sent nothing, and disconnected', async () => {
  await watches('late', { ...viewer, until: Date.now() / 1_000 - 1 });
  await tell();
  expect([reached(), deleted, await known()]).toStrictEqual([[], ['late'], []]);
});

test('where somebody can be neither told nor ended, the news must come again', async () => {
  await watches('stuck');
  await watches('a');
  await expect(tell()).rejects.toThrow('1 connections could be neither told nor ended.');
  expect(await known()).toStrictEqual(['a', 'stuck']);
});

test('nothing is looked for where nobody was ever connected', async () => {
  await tell();
  expect(posted).toStrictEqual([]);
});
