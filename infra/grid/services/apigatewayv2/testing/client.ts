import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';

/** A client that is connected. */
export interface TestClient {
  readonly socket: WebSocket;
  /** The next message that nobody has waited for yet. */
  next(): Promise<string>;
  send(message: unknown): void;
  /** How the connection ends. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** A handshake that was not answered with 101. */
export class Refused extends Error {
  readonly status: number;
  readonly body: string;

  constructor(status: number, body: string) {
    super(`${status} ${body}`);
    this.status = status;
    this.body = body;
  }
}

/** Connects. @throws Refused */
export function connect(url: string, protocols: readonly string[] = []): Promise<TestClient> {
  const socket = new WebSocket(url, [...protocols], { headers: { 'User-Agent': 'prueba' } });
  const waiting: ((message: string) => void)[] = [];
  const messages: string[] = [];
  socket.on('message', (data) => {
    const taker = waiting.shift();
    if (taker) taker(String(data));
    else messages.push(String(data));
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  const next = () => {
    const message = messages.shift();
    return message === undefined ? new Promise<string>((resolve) => waiting.push(resolve)) : Promise.resolve(message);
  };
  const send = (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ socket, next, send, closed }));
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, response: IncomingMessage) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => reject(new Refused(response.statusCode ?? 0, body)));
    });
  });
}
