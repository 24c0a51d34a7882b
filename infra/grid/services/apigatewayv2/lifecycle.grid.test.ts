import {
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { expect, onTestFinished, test } from 'vitest';
import { startChat } from './testing/chat.ts';
import { connect } from './testing/client.ts';

async function start() {
  const chat = await startChat();
  onTestFinished(() => chat.stop());
  return chat;
}

test('a stack that is changed in place keeps its clients, and they have the new route', async () => {
  const chat = await start();
  const { socket, send, next, connectionId } = await chat.enter();
  const url = chat.output('Url');
  const changes = await chat.grid.update(chat.changed({ added: 'nueva' }));
  expect(changes).toContainEqual(expect.stringMatching(/^Chat: ChatApinuevaRoute\w+ \(AWS::ApiGatewayV2::Route\)$/));
  expect(chat.output('Url')).toBe(url);
  send({ action: 'nueva' });
  expect(await next()).toBe('respuesta a {"action":"nueva"}');
  const management = chat.management();
  await management.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'sigue' }));
  expect(await next()).toBe('sigue');
  management.destroy();

  await chat.grid.update(chat.changed({}));
  send({ action: 'nueva' });
  const event = await chat.seen(
    ({ requestContext: context, body }) => context.routeKey === '$default' && body === '{"action":"nueva"}',
  );
  expect(event.requestContext.connectionId).toBe(connectionId);
  socket.close();
});

test('an API that is no longer in the template lets its clients go', async () => {
  const chat = await start();
  const url = chat.output('OpenUrl');
  const [gone, kept] = [await connect(url), await chat.enter()];
  await chat.grid.update(chat.changed({ withoutOpen: true }));
  expect(await gone.closed).toStrictEqual({ code: 1001, reason: 'Going away' });
  await expect(connect(url)).rejects.toMatchObject({ status: 403 });
  kept.send({ action: 'eco' });
  expect(await kept.next()).toBe('respuesta a {"action":"eco"}');
  expect(Object.keys(chat.grid.apis)).toStrictEqual(['chat']);
  kept.socket.close();
});

test('after a restart the API has its id, and the connections of before are gone', async () => {
  const chat = await start();
  const { closed, connectionId } = await chat.enter();
  const path = new URL(chat.output('Url')).pathname;
  await chat.restart();
  expect(await closed).toStrictEqual({ code: 1001, reason: 'Going away' });
  expect(new URL(chat.output('Url')).pathname).toBe(path);
  const management = chat.management();
  for (const command of [
    new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'x' }),
    new GetConnectionCommand({ ConnectionId: connectionId }),
  ]) {
    await expect(management.send(command as PostToConnectionCommand)).rejects.toMatchObject({ name: 'GoneException' });
  }
  management.destroy();
  const { socket, send, next } = await chat.enter();
  send({ action: 'publica' });
  expect(await next()).toBe('para ti');
  socket.close();
});

test('the grid stops although clients do not close their ends', async () => {
  const chat = await startChat();
  const [open, ended] = [await chat.enter(), await chat.enter()];
  for (const { socket } of [open, ended]) socket.pause();
  const management = chat.management();
  await management.send(new DeleteConnectionCommand({ ConnectionId: ended.connectionId }));
  management.destroy();
  await chat.stop();
  for (const { socket } of [open, ended]) socket.terminate();
}, 20_000);
