import { request } from 'node:http';
import { connect as connectTo } from 'node:net';
import { GetConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import type { JsonObject } from '../../service.ts';
import { type Chat, startChat } from './testing/chat.ts';
import { connect, Refused } from './testing/client.ts';

let chat: Chat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

/** The status and the body of a handshake that is refused. */
async function refusalOf(handshake: Promise<unknown>): Promise<{ status: number; body: JsonObject }> {
  const refused = await handshake.then(
    () => expect.unreachable('it was accepted'),
    (error: unknown) => error as Refused,
  );
  expect(refused).toBeInstanceOf(Refused);
  return { status: refused.status, body: JSON.parse(refused.body) };
}

const ID = /^[\w-]{15}=$/;

test('$connect is asked before the handshake is answered, and gets the request with what the authorizer says', async () => {
  const { socket, opening: event } = await chat.enter(['v1', 'v2']);
  expect(socket.protocol).toBe('v2');
  const apiId = chat.output('Url').split('/').at(-2);
  const { requestContext } = event;
  expect(event).toMatchObject({
    headers: {
      Host: new URL(chat.grid.endpoint).host,
      'Sec-WebSocket-Protocol': 'v1,v2',
      'Sec-WebSocket-Version': '13',
      'User-Agent': 'prueba',
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Proto': 'http',
      'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-/),
    },
    multiValueHeaders: { 'User-Agent': ['prueba'] },
    queryStringParameters: { token: 'bueno', x: '1' },
    multiValueQueryStringParameters: { token: ['bueno'], x: ['0', '1'] },
    stageVariables: { color: 'azul' },
    isBase64Encoded: false,
  });
  expect(requestContext).toStrictEqual({
    routeKey: '$connect',
    authorizer: {
      principalId: 'cliente-7',
      nivel: '2',
      visto: JSON.stringify(['REQUEST', 'CONNECT', `arn:aws:execute-api:us-east-1:000000000000:${apiId}/dev/$connect`]),
    },
    eventType: 'CONNECT',
    extendedRequestId: expect.stringMatching(ID),
    requestTime: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
    messageDirection: 'IN',
    stage: 'dev',
    connectedAt: requestContext.requestTimeEpoch,
    requestTimeEpoch: expect.closeTo(chat.grid.clock.now(), -5),
    identity: { userAgent: 'prueba', sourceIp: '127.0.0.1' },
    requestId: expect.stringMatching(ID),
    domainName: `${apiId}.execute-api.us-east-1.amazonaws.com`,
    connectionId: expect.stringMatching(ID),
    apiId,
  });
  socket.close();
});

test('a subprotocol that $connect does not choose is not promised to the client', async () => {
  await expect(connect(`${chat.output('Url')}?token=bueno`, ['v1'])).rejects.toThrow('Server sent no subprotocol');
});

test.each([
  ['what identifies it is missing', '', 401, 'Unauthorized'],
  ['what identifies it is empty', '?token=', 401, 'Unauthorized'],
  ['the authorizer denies it', '?token=malo', 403, expect.stringContaining('with an explicit deny')],
  ['the authorizer throws Unauthorized', '?token=nadie', 401, 'Unauthorized'],
  ['the authorizer fails', '?token=roto', 500, 'Internal server error'],
  ['$connect fails', '?token=bueno&fail=1', 502, 'Internal server error'],
])('a client is refused when %s', async (_what, query, status, message) => {
  expect(await refusalOf(connect(`${chat.output('Url')}${query}`))).toStrictEqual({
    status,
    body: { message, connectionId: expect.stringMatching(ID), requestId: expect.stringMatching(ID) },
  });
});

test('a client is refused with the status that $connect answers, and never was connected', async () => {
  const refused = await connect(`${chat.output('Url')}?token=bueno&status=418`).catch(
    (error: unknown) => error as Refused,
  );
  expect(refused).toMatchObject({ status: 418, body: 'de la funcion' });
  const { requestContext } = await chat.seen((event) => event.queryStringParameters?.status === '418');
  const management = chat.management();
  await expect(
    management.send(new GetConnectionCommand({ ConnectionId: requestContext.connectionId })),
  ).rejects.toMatchObject({ name: 'GoneException', $metadata: { httpStatusCode: 410 } });
  management.destroy();
});

test('an API without $connect lets everybody in', async () => {
  const { socket } = await connect(chat.output('OpenUrl'));
  socket.close();
});

test('a stage or an API that is not there, and what is no handshake, are refused', async () => {
  expect(await refusalOf(connect(`${chat.output('Endpoint')}/otra`))).toMatchObject({ status: 403 });
  expect(await refusalOf(connect(chat.output('Endpoint').replace(/\w+$/, 'nadie/dev')))).toMatchObject({ status: 403 });
  const status = await new Promise((resolve) => {
    const asked = request(chat.output('OpenUrl').replace(/^ws/, 'http'), {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Key': 'corta',
        'Sec-WebSocket-Version': '13',
      },
    });
    asked.on('response', (response) => resolve(response.statusCode));
    asked.end();
  });
  expect(status).toBe(400);
});

test('a page that gave its own name the address of this machine is refused; of what origin a page is, is for the API', async () => {
  const { host, pathname } = new URL(chat.output('OpenUrl'));
  const ask = (headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = connectTo(Number(host.split(':')[1]), '127.0.0.1');
      const lines = Object.entries({
        Host: host,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version': '13',
        ...headers,
      }).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
      socket.once('data', (data) => {
        resolve(String(data).split('\r\n')[0] ?? '');
        socket.destroy();
      });
    });
  expect(await ask({ Host: 'evil.example' })).toBe('HTTP/1.1 403 Forbidden');
  expect(await ask({ Origin: 'https://tienda.example' })).toBe('HTTP/1.1 101 Switching Protocols');
});

test('what asks for an upgrade to anything else is answered as a request', async () => {
  const status = await new Promise((resolve) => {
    const asked = request(`${chat.grid.endpoint}/_alpes/health`, {
      headers: { Connection: 'Upgrade', Upgrade: 'h2c' },
    });
    asked.on('response', (response) => resolve(response.statusCode));
    asked.end();
  });
  expect(status).toBe(200);
});

test.each([
  [
    'the client closes without a code',
    (socket: WebSocket) => socket.close(),
    1005,
    'Client-side close frame status not set',
  ],
  ['the client closes with a reason', (socket: WebSocket) => socket.close(4001, 'me voy'), 4001, 'me voy'],
  ['the client is gone', (socket: WebSocket) => socket.terminate(), 1006, ''],
])('$disconnect is told how it ended when %s', async (_what, leave, disconnectStatusCode, disconnectReason) => {
  const { socket, connectionId, opening } = await chat.enter();
  leave(socket);
  const event = await chat.seen(
    ({ requestContext: context }) => context.connectionId === connectionId && context.eventType === 'DISCONNECT',
  );
  expect(event).toMatchObject({
    headers: { Host: opening.requestContext.domainName, 'X-Forwarded-For': '127.0.0.1' },
    requestContext: {
      routeKey: '$disconnect',
      disconnectStatusCode,
      disconnectReason,
      connectedAt: opening.requestContext.connectedAt,
      authorizer: { principalId: 'cliente-7' },
    },
    isBase64Encoded: false,
  });
});

test('more than 500 new connections in a second are too many', async () => {
  chat.grid.clock.freeze();
  const url = `${chat.output('Endpoint')}/dev`;
  const statuses = new Map<number, number>();
  for (let round = 0; round < 10; round++) {
    const refusals = await Promise.all(Array.from({ length: 60 }, () => refusalOf(connect(url))));
    for (const { status } of refusals) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  chat.grid.clock.resume();
  expect([...statuses.keys()].sort()).toStrictEqual([401, 429]);
  expect(statuses.get(401)).toBeLessThanOrEqual(500);
  chat.grid.clock.advance(1_000);
  expect((await refusalOf(connect(url))).status).toBe(401);
});
