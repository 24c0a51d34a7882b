import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chat, startChat } from './testing/chat.ts';
import { connect } from './testing/client.ts';

let chat: Chat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const KB = 1024;
const ID = /^[\w-]{15}=$/;
const echo = (length: number) => JSON.stringify({ action: 'eco', relleno: 'x'.repeat(length) });

test('a route gets the message, and who sends it', async () => {
  const { socket, send, opening, connectionId } = await chat.enter();
  send('{"action": "nadie",  "a": 1}');
  const event = await chat.seen(({ requestContext }) => requestContext.eventType === 'MESSAGE');
  const { connectedAt, domainName, apiId, authorizer, identity } = opening.requestContext;
  expect(event).toStrictEqual({
    stageVariables: { color: 'azul' },
    requestContext: {
      routeKey: '$default',
      authorizer,
      messageId: expect.stringMatching(ID),
      eventType: 'MESSAGE',
      extendedRequestId: expect.stringMatching(ID),
      requestTime: expect.any(String),
      messageDirection: 'IN',
      stage: 'dev',
      connectedAt,
      requestTimeEpoch: expect.any(Number),
      identity,
      requestId: expect.stringMatching(ID),
      domainName,
      connectionId,
      apiId,
    },
    body: '{"action": "nadie",  "a": 1}',
    isBase64Encoded: false,
  });
  socket.close();
});

test.each([
  ['the route that it names', '{"action":"falla"}', 'falla'],
  ['$default, when it names none that there is', '{"action":"otra"}', '$default'],
  ['$default, when it names none', '{"otra":1}', '$default'],
  ['$default, when it is not JSON', 'hola', '$default'],
  ['$default, when it names one that no message can ask for', '{"action":"$disconnect"}', '$default'],
])('a message goes to %s', async (_what, message, routeKey) => {
  const { socket, send, connectionId } = await chat.enter();
  send(message);
  const event = await chat.seen(
    ({ requestContext: context }) => context.connectionId === connectionId && context.eventType === 'MESSAGE',
  );
  expect(event.requestContext.routeKey).toBe(routeKey);
  socket.close();
});

test('what a function answers goes to the client only where the route has a response', async () => {
  const { socket, send, next, connectionId } = await chat.enter();
  send({ action: 'nadie' });
  await chat.seen(
    ({ requestContext: { routeKey, ...of } }) => of.connectionId === connectionId && routeKey === '$default',
  );
  send({ action: 'eco' });
  expect(await next()).toBe('respuesta a {"action":"eco"}');
  socket.close();
});

test.each([
  ['falla', 'a function that throws'],
  ['calla', 'a function that answers what no proxy may'],
])('%s: the client is told of %s', async (action) => {
  const { socket, send, next, connectionId } = await chat.enter();
  send({ action });
  const told = JSON.parse(await next());
  expect(told).toStrictEqual({ message: 'Internal server error', connectionId, requestId: expect.stringMatching(ID) });
  socket.close();
});

test('the client is told of a function that takes longer than the integration allows', async () => {
  const { socket, send, next, connectionId } = await chat.enter();
  send({ action: 'tarda' });
  await chat.seen(({ requestContext: { routeKey } }) => routeKey === 'tarda');
  chat.grid.clock.advance(1_000);
  expect(JSON.parse(await next())).toMatchObject({ message: 'Endpoint request timed out', connectionId });
  socket.close();
});

test.each(['{"action":"otra"}', 'hola', '{"action":"$connect"}'])(
  'without $default, the message %s is forbidden',
  async (message) => {
    const { socket, send, next } = await connect(chat.output('OpenUrl'));
    send(message);
    expect(JSON.parse(await next())).toStrictEqual({
      message: 'Forbidden',
      connectionId: expect.stringMatching(ID),
      requestId: expect.stringMatching(ID),
    });
    socket.close();
  },
);

test('a frame may have 32 KB, and a message 128 KB in several', async () => {
  const { socket, send, next } = await chat.enter();
  const frame = echo(32 * KB - echo(0).length);
  send(frame);
  expect(await next()).toBe(`respuesta a ${frame}`);
  const message = echo(100 * KB);
  for (let at = 0; at < message.length; at += 32 * KB)
    socket.send(message.slice(at, at + 32 * KB), { fin: at + 32 * KB >= message.length });
  expect(await next()).toBe(`respuesta a ${message}`);
  socket.close();
});

test('a larger frame closes the connection with 1009, and no route gets the message', async () => {
  const { send, closed, connectionId } = await chat.enter();
  send(echo(32 * KB));
  expect(await closed).toMatchObject({ code: 1009 });
  const { requestContext } = await chat.seen(
    ({ requestContext: context }) => context.connectionId === connectionId && context.eventType !== 'CONNECT',
  );
  expect(requestContext).toMatchObject({ eventType: 'DISCONNECT', disconnectStatusCode: 1009 });
});

test('a larger message closes the connection with 1009', async () => {
  const { socket, closed } = await chat.enter();
  for (let frames = 0; frames < 5; frames++) socket.send('x'.repeat(30 * KB), { fin: false });
  expect(await closed).toMatchObject({ code: 1009 });
});

test('an answer larger than a message may be is an error', async () => {
  const { socket, next } = await chat.enter();
  const message = echo(128 * KB - echo(0).length);
  for (let at = 0; at < message.length; at += 32 * KB)
    socket.send(message.slice(at, at + 32 * KB), { fin: at + 32 * KB >= message.length });
  expect(JSON.parse(await next()).message).toBe('Internal server error');
  socket.close();
});

test('a binary message closes the connection with 1003', async () => {
  const { socket, closed } = await chat.enter();
  socket.send(Buffer.from([1, 2, 3]));
  expect(await closed).toMatchObject({ code: 1003 });
});

const MINUTE = 60_000;

test('ten minutes without anything end a connection with 1001; a ping or a message is something', async () => {
  const { clock } = chat.grid;
  const { socket, send, next, closed, connectionId } = await chat.enter();
  clock.advance(9 * MINUTE);
  const pong = new Promise((resolve) => socket.once('pong', resolve));
  socket.ping();
  await pong;
  clock.advance(9 * MINUTE);
  send({ action: 'eco' });
  await next();
  clock.advance(9 * MINUTE);
  expect(socket.readyState).toBe(socket.OPEN);
  clock.advance(1 * MINUTE);
  expect(await closed).toStrictEqual({ code: 1001, reason: 'Going away' });
  const { requestContext } = await chat.seen(
    ({ requestContext: context }) => context.connectionId === connectionId && context.eventType === 'DISCONNECT',
  );
  expect(requestContext).toMatchObject({ disconnectStatusCode: 1001, disconnectReason: 'Going away' });
});

test('two hours end a connection with 1001, whatever goes over it', async () => {
  const { clock } = chat.grid;
  const { socket, closed } = await chat.enter();
  for (let minutes = 0; minutes < 119; minutes += 7) {
    const pong = new Promise((resolve) => socket.once('pong', resolve));
    socket.ping();
    await pong;
    clock.advance(7 * MINUTE);
  }
  expect(socket.readyState).toBe(socket.OPEN);
  clock.advance(MINUTE);
  expect(await closed).toMatchObject({ code: 1001 });
});
