import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reading } from '../../meter/meter.ts';
import { type Chat, startChat } from './testing/chat.ts';
import { connect } from './testing/client.ts';

let chat: Chat;
let management: ApiGatewayManagementApiClient;
beforeAll(async () => {
  chat = await startChat();
  management = chat.management();
});
afterAll(async () => {
  management.destroy();
  await chat.stop();
});

const post = (ConnectionId: string, Data: string | Uint8Array) =>
  management.send(new PostToConnectionCommand({ ConnectionId, Data }));
const failure = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

test('a function posts to its client by the address that the template gives it, or by the name that AWS has for the API', async () => {
  const { socket, send, next } = await chat.enter();
  send({ action: 'publica' });
  expect(await next()).toBe('para ti');
  send({ action: 'dominio' });
  expect(await next()).toBe('por su nombre');
  socket.close();
});

test('what is posted comes as text, up to 128 KB', async () => {
  const { socket, next, connectionId } = await chat.enter();
  const binary = new Promise((resolve) => socket.once('message', (_data, isBinary) => resolve(isBinary)));
  await post(connectionId, 'ñ'.repeat(64 * 1024));
  expect(await next()).toBe('ñ'.repeat(64 * 1024));
  expect(await binary).toBe(false);
  await expect(post(connectionId, 'x'.repeat(128 * 1024 + 1))).rejects.toMatchObject(
    failure('PayloadTooLargeException', 413),
  );
  socket.close();
});

test('a connection tells who it is, and when something went over it last', async () => {
  const { socket, connectionId, opening, next } = await chat.enter();
  const get = () => management.send(new GetConnectionCommand({ ConnectionId: connectionId }));
  const ConnectedAt = new Date(opening.requestContext.connectedAt);
  expect(await get()).toMatchObject({
    ConnectedAt,
    LastActiveAt: ConnectedAt,
    Identity: { SourceIp: '127.0.0.1', UserAgent: 'prueba' },
  });
  chat.grid.clock.advance(60_000);
  await post(connectionId, 'x');
  await next();
  const { LastActiveAt } = await get();
  expect(Number(LastActiveAt) - Number(ConnectedAt)).toBeGreaterThanOrEqual(60_000);
  socket.close();
});

test('a connection that is deleted is closed, told to $disconnect and gone', async () => {
  const { closed, connectionId } = await chat.enter();
  await management.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
  await expect(post(connectionId, 'x')).rejects.toMatchObject(failure('GoneException', 410));
  expect(await closed).toStrictEqual({ code: 1000, reason: 'Connection Closed Normally' });
  const { requestContext } = await chat.seen(
    ({ requestContext: context }) => context.connectionId === connectionId && context.eventType === 'DISCONNECT',
  );
  expect(requestContext.disconnectStatusCode).toBe(1000);
});

test('a connection of another API is gone, and there are none of a stage that is not there', async () => {
  const { socket, connectionId } = await chat.enter();
  const gets = async (endpoint: string) => {
    const client = chat.management(endpoint);
    return client.send(new GetConnectionCommand({ ConnectionId: connectionId })).finally(() => client.destroy());
  };
  const open = chat.output('OpenUrl').replace(/^ws/, 'http');
  await expect(gets(open)).rejects.toMatchObject(failure('GoneException', 410));
  await expect(gets(`${open}x`)).rejects.toMatchObject(failure('ForbiddenException', 403));
  socket.close();
});

test('a role without the right may not post', async () => {
  const { socket, connectionId } = await chat.enter();
  const apiId = chat.output('Url').split('/').at(-2);
  const lambda = new LambdaClient({
    endpoint: chat.grid.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
  });
  const { Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: chat.output('OutsiderName'),
      Payload: Buffer.from(JSON.stringify({ ConnectionId: connectionId })),
    }),
  );
  expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toMatchObject({
    name: 'AccessDeniedException',
    status: 403,
    message: expect.stringContaining(
      `is not authorized to perform: execute-api:ManageConnections on resource: arn:aws:execute-api:us-east-1:000000000000:${apiId}/dev/POST/@connections/${connectionId}`,
    ),
  });
  lambda.destroy();
  socket.close();
});

test('a client that does not read is refused more after a while, holds up nobody, and gets what was taken once it reads', async () => {
  const [slow, quick] = [await chat.enter(), await chat.enter()];
  slow.socket.pause();
  const data = 'x'.repeat(100 * 1024);
  let taken = 0;
  const refused = await (async () => {
    for (; taken < 500; taken++) await post(slow.connectionId, data);
  })().catch((error: unknown) => error);
  expect(refused).toMatchObject(failure('LimitExceededException', 429));
  await post(quick.connectionId, 'rápido');
  expect(await quick.next()).toBe('rápido');
  slow.socket.resume();
  for (let got = 0; got < taken; got++) expect((await slow.next()).length).toBe(data.length);
  await post(slow.connectionId, 'otra vez');
  expect(await slow.next()).toBe('otra vez');
  for (const { socket } of [slow, quick]) socket.close();
});

test('two hundred clients at once get each its own, and the meter has counted', async () => {
  const clients = await Promise.all(Array.from({ length: 200 }, enterOpen));
  const before = await counted('PostToConnection');
  const open = chat.management(chat.output('OpenUrl').replace(/^ws/, 'http'));
  await Promise.all(
    clients.map(({ connectionId }) =>
      open.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: connectionId })),
    ),
  );
  open.destroy();
  expect(await Promise.all(clients.map(({ next }) => next()))).toStrictEqual(
    clients.map(({ connectionId }) => connectionId),
  );
  expect((await counted('PostToConnection')) - before).toBe(200);
  for (const { socket } of clients) socket.close();
  await Promise.all(clients.map(({ closed }) => closed));
});

/** Connects to the API that asks nobody, and learns the connection's id from its first refusal. */
async function enterOpen() {
  const client = await connect(chat.output('OpenUrl'));
  client.send('hola');
  return { ...client, connectionId: String(JSON.parse(await client.next()).connectionId) };
}

test('the meter counts messages by 32 KB, and minutes that were begun', async () => {
  const before = [await counted('Message'), await counted('ConnectionMinute')];
  const { socket, send, next, closed } = await chat.enter();
  send({ action: 'eco' });
  await next();
  const large = JSON.stringify({ action: 'eco', x: 'x'.repeat(33 * 1024) });
  socket.send(large.slice(0, 30_000), { fin: false });
  socket.send(large.slice(30_000), { fin: true });
  await next();
  chat.grid.clock.advance(90_000);
  socket.close();
  await closed;
  expect(await counted('Message')).toBe((before[0] as number) + 3);
  expect(await counted('ConnectionMinute')).toBe((before[1] as number) + 2);
});

async function counted(action: string): Promise<number> {
  const { calls } = (await (await fetch(`${chat.grid.endpoint}/_alpes/meter`)).json()) as Reading;
  return calls.filter((call) => call.action === action).reduce((sum, { count }) => sum + count, 0);
}
