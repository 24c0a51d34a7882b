import { expect, vi } from 'vitest';
import WebSocket from 'ws';
import { WAIT } from './probe.ts';

/** Somebody who is connected to the live channel. */
export interface Listener {
  readonly socket: WebSocket;
  /** All that it was sent. */
  readonly messages: readonly any[];
  /** Sends an action, and gives what is answered to it. */
  ask(action: object): Promise<any>;
  /** Everything that was new to it, in the order in which it came. */
  news(): any[];
  /** Waits until something new is as it is expected. */
  hears(expected: object): Promise<any>;
  /** Waits until the connection has ended. */
  ended(): Promise<void>;
  close(): void;
}

/** Connects to the live channel. @param credential `token.…` or `seguimiento.…`. */
export async function listen(liveUrl: string, credential: string): Promise<Listener> {
  const socket = new WebSocket(liveUrl, ['alpes.v1', credential]);
  const messages: any[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const news = () => messages.flatMap(({ tipo, novedades = [] }) => (tipo === 'negado' ? [] : novedades));
  return {
    socket,
    messages,
    news,
    async ask(action) {
      const before = messages.length;
      socket.send(JSON.stringify(action));
      return vi.waitUntil(() => messages.slice(before).find(({ tipo }) => tipo !== 'novedades'), WAIT);
    },
    hears: (expected) =>
      vi.waitFor(() => {
        expect(news()).toEqual(expect.arrayContaining([expect.objectContaining(expected)]));
        return news().findLast((one) => Object.entries(expected).every(([name, value]) => one[name] === value));
      }, WAIT),
    ended: () => vi.waitFor(() => expect(socket.readyState).toBe(WebSocket.CLOSED), WAIT),
    close: () => socket.terminate(),
  };
}
