import { once } from 'node:events';
import { createClient, type Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { WAIT } from '#infra/lab/testing/probe.ts';
import { EstadoDeOrden } from './gen/entregas/v1/comun_pb.ts';
import { OrdenesService } from './gen/entregas/v1/ordenes_pb.ts';
import { Health } from './gen/health/v1/health_pb.ts';
import { type GrpcServer, startGrpc } from './server.ts';
import { type GrpcJs, grpcJs, outcomeOf } from './testing/grpcJs.ts';
import { type Came, startUpstream, type Upstream } from './testing/upstream.ts';

let upstream: Upstream;
let server: GrpcServer;
let client: GrpcJs;

const start = (liveUrl?: string) =>
  startGrpc({ apiUrl: upstream.url, liveUrl, port: 0, host: '127.0.0.1', onLog: console.error });

beforeAll(async () => {
  upstream = await startUpstream();
  server = await start();
  client = grpcJs(server.port);
});
afterAll(async () => {
  client?.close();
  await server?.stop();
  await upstream?.stop();
});

const order = (version: number) => ({ ordenId: 'o1', estado: 'creada', version });
/** An API whose order has the version that `version` says, with tags. */
const tagged =
  (version: () => number) =>
  ({ headers }: Came) => {
    const etag = `"${version()}"`;
    return headers['if-none-match'] === etag
      ? { status: 304, headers: { etag } }
      : { headers: { etag }, body: order(version()) };
  };
const follow = (by = client, request: object = {}) => {
  const call = by.reading('OrdenesService', 'seguirOrden', { ordenId: 'o1', ...request });
  const heard: number[] = [];
  call.on('data', ({ version }) => heard.push(version));
  const failed = once(call, 'error').then(([error]) => outcomeOf(error));
  return { call, heard, failed };
};

test('without a live channel the API is asked by tag, and only what is newer is sent', async () => {
  let version = 3;
  upstream.answers(tagged(() => version));
  const { call, heard, failed } = follow(client, { desdeVersion: 2 });
  await vi.waitFor(() => expect(heard).toStrictEqual([3]), WAIT);
  await vi.waitFor(() => expect(upstream.came.length).toBeGreaterThan(1), WAIT);
  version = 5;
  await vi.waitFor(() => expect(heard).toStrictEqual([3, 5]), WAIT);
  expect(upstream.came[0]?.route).toBe('GET /ordenes/o1?desdeVersion=2');
  expect(upstream.came[1]?.headers['if-none-match']).toBe('"3"');
  call.cancel();
  expect((await failed).code).toBe('CANCELLED');
});

test('after an interruption of the live channel the order is read again', async () => {
  let version = 1;
  upstream.answers(tagged(() => version));
  const channel = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'alpes.v1' });
  await once(channel, 'listening');
  const { port } = channel.address() as { port: number };
  const live = await start(`ws://127.0.0.1:${port}`);
  const other = grpcJs(live.port);
  channel.on('connection', (socket) =>
    socket.on('message', (data) => {
      const { accion, tema } = JSON.parse(String(data));
      if (accion === 'suscribir') socket.send(JSON.stringify({ tipo: 'suscrito', tema }));
    }),
  );
  const tell = (news: object) => {
    for (const socket of channel.clients)
      socket.send(JSON.stringify({ tipo: 'novedades', novedades: [{ vista: 'ordenes', clave: 'o1', ...news }] }));
  };
  try {
    const call = other.reading(
      'OrdenesService',
      'seguirOrden',
      { ordenId: 'o1' },
      { headers: { authorization: 'Bearer t' } },
    );
    const heard: number[] = [];
    call.on('data', ({ version: v }) => heard.push(v)).on('error', () => {});
    await vi.waitFor(() => expect(heard).toStrictEqual([1]), WAIT);
    tell({ version: 2, fila: order(2) });
    tell({ version: 1, fila: order(1) });
    await vi.waitFor(() => expect(heard).toStrictEqual([1, 2]), WAIT);
    version = 3;
    tell({ version: 3 });
    await vi.waitFor(() => expect(heard).toStrictEqual([1, 2, 3]), WAIT);
    version = 4;
    for (const socket of channel.clients) socket.terminate();
    await vi.waitFor(() => expect(heard).toStrictEqual([1, 2, 3, 4]), WAIT);
    call.cancel();
    await vi.waitFor(() => expect(channel.clients.size).toBe(0), WAIT);
  } finally {
    other.close();
    await live.stop();
    channel.close();
  }
});

test('a thousand streams at once, given up at once, leave the session as it was', async () => {
  upstream.answers(() => ({ body: order(1) }));
  const streams = Array.from({ length: 1_000 }, () => follow());
  await vi.waitFor(() => expect(streams.every(({ heard }) => heard.length === 1)).toBe(true), WAIT);
  for (const { call } of streams) call.cancel();
  const ends = await Promise.all(streams.map(({ failed }) => failed));
  expect(new Set(ends.map(({ code }) => code))).toStrictEqual(new Set(['CANCELLED']));
  expect((await client.unary('OrdenesService', 'verOrden', { ordenId: 'o1' })).answer).toMatchObject({ version: 1 });
});

test.each<[string, (baseUrl: string) => Transport]>([
  ['gRPC over HTTP/2', (baseUrl) => createGrpcTransport({ baseUrl })],
  ['gRPC-Web over HTTP/1.1', (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: '1.1' })],
  ['gRPC-Web over HTTP/2', (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: '2' })],
  ['Connect over HTTP/1.1', (baseUrl) => createConnectTransport({ baseUrl, httpVersion: '1.1' })],
  ['Connect over HTTP/2', (baseUrl) => createConnectTransport({ baseUrl, httpVersion: '2' })],
])('the same port speaks %s', async (_, transport) => {
  upstream.answers(() => ({ body: order(7) }));
  const ordenes = createClient(OrdenesService, transport(`http://127.0.0.1:${server.port}`));
  expect(await ordenes.verOrden({ ordenId: 'o1' })).toMatchObject({
    version: 7,
    orden: { estado: EstadoDeOrden.CREADA },
  });
  for await (const { version } of ordenes.seguirOrden({ ordenId: 'o1' })) {
    expect(version).toBe(7);
    break;
  }
});

test('plain HTTP: JSON by curl', async () => {
  upstream.answers(() => ({ body: order(7) }));
  const answer = await fetch(`http://127.0.0.1:${server.port}/entregas.v1.OrdenesService/VerOrden`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"ordenId":"o1"}',
  });
  expect(await answer.json()).toStrictEqual({ orden: { ordenId: 'o1', estado: 'ESTADO_DE_ORDEN_CREADA' }, version: 7 });
});

test('a server that stops lets calls end, and tells who follows something', async () => {
  const stopping = await start();
  const other = grpcJs(stopping.port);
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  upstream.answers(tagged(() => 1));
  const { heard, failed } = follow(other);
  await vi.waitFor(() => expect(heard).toStrictEqual([1]), WAIT);
  const health = createClient(Health, createGrpcTransport({ baseUrl: `http://127.0.0.1:${stopping.port}` }));
  expect(await health.check({ service: 'entregas.v1.OrdenesService' })).toMatchObject({ status: 1 });
  await expect(health.check({ service: 'nada' })).rejects.toThrow('not_found');
  const watched: number[] = [];
  const watching = (async () => {
    for await (const { status } of health.watch({})) watched.push(status);
  })();
  await vi.waitFor(() => expect(watched).toStrictEqual([1]), WAIT);
  upstream.answers(({ headers }) => {
    // What is followed is asked for by its tag.
    if (headers['if-none-match'] === undefined) ask();
    return held.then(() => ({ body: order(9) }));
  });
  const running = other.unary('OrdenesService', 'verOrden', { ordenId: 'o1' });
  await asked;
  const stopped = stopping.stop();
  expect(await failed).toMatchObject({ code: 'UNAVAILABLE', message: 'El servidor se va a detener' });
  await watching;
  expect(watched).toStrictEqual([1, 2]);
  release();
  expect((await running).answer).toMatchObject({ version: 9 });
  await stopped;
  expect((await other.unary('OrdenesService', 'verOrden', { ordenId: 'o1' })).code).toBe('UNAVAILABLE');
  other.close();
});
