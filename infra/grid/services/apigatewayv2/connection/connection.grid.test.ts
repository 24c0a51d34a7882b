import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Clock } from '../../../clock.ts';
import { MOST_AT_WORK } from '../limits.ts';
import { Connection } from './connection.ts';

const CLIENT = { connectionId: 'a', apiId: 'b', stage: 'c', connectedAt: 0, sourceIp: '127.0.0.1' };

/** A client and the server's end of its connection, whose messages are worked on until `done` is called for them. */
async function pair() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const work: { readonly text: string; readonly done: () => void }[] = [];
  const began = new Set<() => void>();
  const listener = {
    message: (text: string) =>
      new Promise<void>((done) => {
        work.push({ text, done });
        for (const wake of began) wake();
      }),
    ended: () => {},
  };
  const accepted = new Promise<void>((resolve) =>
    server.on('connection', (socket) => {
      new Connection(CLIENT, { socket, clock: new Clock(), listener });
      resolve();
    }),
  );
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => {
    client.terminate();
    server.close();
  });
  await new Promise((resolve) => client.once('open', resolve));
  await accepted;
  const begun = async (count: number) => {
    while (work.length < count)
      await new Promise<void>((resolve) => {
        began.add(resolve);
      });
  };
  return { client, work, begun };
}

test('of the messages of one client a few are worked on at a time, and the others in their order', async () => {
  const { client, work, begun } = await pair();
  const count = 3 * MOST_AT_WORK;
  for (let number = 0; number < count; number++) client.send(String(number));
  await begun(MOST_AT_WORK);
  expect(work.length).toBe(MOST_AT_WORK);
  for (let number = 0; number < count; number++) {
    await begun(number + 1);
    work[number]?.done();
  }
  expect(work.map(({ text }) => Number(text))).toStrictEqual(Array.from({ length: count }, (_, number) => number));
});
