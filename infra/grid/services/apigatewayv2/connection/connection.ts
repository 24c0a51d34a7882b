import { isUtf8 } from 'node:buffer';
import type { WebSocket } from 'ws';
import type { Clock } from '../../../clock.ts';
import { LIMITS, MOST_AT_WORK, MOST_WAITING } from '../limits.ts';
import type { Client, Ending } from './occasion.ts';

/** What is told of a connection. */
export interface ConnectionListener {
  /** A message came. Until the promise settles, it counts as being worked on. */
  message(text: string): Promise<void>;
  ended(ending: Ending): void;
}

/** A client's connection, from the end of its handshake on. */
export class Connection {
  readonly client: Client;
  /** When something went over it last, by the grid's clock. */
  lastActiveAt: number;
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #listener: ConnectionListener;
  readonly #waiting: string[] = [];
  #atWork = 0;
  #open = true;

  constructor(
    client: Client,
    { socket, clock, listener }: { socket: WebSocket; clock: Clock; listener: ConnectionListener },
  ) {
    this.client = client;
    this.lastActiveAt = client.connectedAt;
    this.#socket = socket;
    this.#clock = clock;
    this.#listener = listener;
    const active = () => this.#active();
    socket.on('message', (data, isBinary) => this.#take(data as Buffer, isBinary));
    socket.on('ping', active);
    socket.on('pong', active);
    // What breaks the protocol, or the limit of a message, is closed by the library with the code that says so.
    socket.on('error', () => {});
    socket.on('close', (code, reason) => this.#finish({ code, reason: reasonOf(code, reason.toString()) }));
  }

  /** When it ends by itself unless something goes over it, in milliseconds since the epoch. */
  get expiresAt(): number {
    return Math.min(this.lastActiveAt + LIMITS.idleMs, this.client.connectedAt + LIMITS.durationMs);
  }

  /** Whether the client can still be reached. */
  get reachable(): boolean {
    return this.#open && this.#socket.readyState === this.#socket.OPEN;
  }

  /** Hands a message to the client's socket, as text if it is UTF-8; `false` when too much waits there already. */
  post(data: Buffer): boolean {
    if (this.#socket.bufferedAmount > MOST_WAITING) return false;
    this.#active();
    this.#socket.send(data, { binary: !isUtf8(data) });
    return true;
  }

  /** Sends the answer to a message; settles once it is out, so that who does not read is not read from either. */
  answer(text: string): Promise<void> {
    if (!this.#open) return Promise.resolve();
    this.#active();
    return new Promise((resolve) => this.#socket.send(text, () => resolve()));
  }

  /** Ends it from this side. From now on it is gone, whenever the client closes its end. */
  end(ending: Ending): void {
    if (!this.#open) return;
    this.#socket.close(ending.code, ending.reason);
    this.#finish(ending);
  }

  #take(data: Buffer, isBinary: boolean): void {
    if (!this.#open) return;
    this.#active();
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html
    if (isBinary) {
      this.end({ code: 1003, reason: 'Binary frames are not supported' });
      return;
    }
    this.#waiting.push(data.toString());
    this.#work();
  }

  /** Begins what may begin. The client is not read from while more waits; what came with it in one piece waits here. */
  #work(): void {
    while (this.#atWork < MOST_AT_WORK) {
      const message = this.#waiting.shift();
      if (message === undefined) break;
      this.#atWork += 1;
      void this.#listener.message(message).finally(() => {
        this.#atWork -= 1;
        this.#work();
      });
    }
    if (this.#waiting.length > 0) this.#socket.pause();
    else this.#socket.resume();
  }

  #active(): void {
    this.lastActiveAt = this.#clock.now();
  }

  #finish(ending: Ending): void {
    if (!this.#open) return;
    this.#open = false;
    this.#waiting.length = 0;
    this.#listener.ended(ending);
  }
}

/** The client's reason, or what AWS tells where it gave none. */
function reasonOf(code: number, given: string): string {
  if (given !== '') return given;
  if (code === 1005) return 'Client-side close frame status not set';
  return code === 1001 ? 'Going away' : '';
}
