import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { endWith } from '../../endpoint/boundedServer.ts';
import { Bucket } from '../apigateway/request/bucket.ts';
import { Connection } from './connection/connection.ts';
import { Frames } from './connection/frames.ts';
import { type Accepted, isHandshake, shakeHands } from './connection/handshake.ts';
import { takeMessage, tellEnding } from './connection/messages.ts';
import type { Client, Ending } from './connection/occasion.ts';
import { LIMITS } from './limits.ts';
import { meterConnection, meterMessage } from './metering.ts';
import type { Parts } from './parts.ts';
import type { Deployed, WebSocketApi } from './state.ts';

/** Where clients connect: a path of the grid's endpoint. */
const PATH = /^\/_aws\/execute-api\/([^/?]+)\/([^/?]+)\/?(?:\?|$)/;
/** How long clients have to close their ends when the grid stops, in milliseconds. */
const FAREWELL_MS = 1_000;

/** The data plane of WebSocket APIs. */
export class WebSocketGateway {
  readonly #parts: Parts;
  readonly #server: WebSocketServer;
  readonly #protocols = new WeakMap<IncomingMessage, string>();
  readonly #newConnections: Bucket;
  readonly #sockets = new Set<WebSocket>();
  readonly #working = new Set<Promise<unknown>>();
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { connectionsPerSecond } = LIMITS;
    const limit = { ratePerSecond: connectionsPerSecond, burst: connectionsPerSecond };
    this.#newConnections = new Bucket(limit, parts.grid.clock.now());
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: LIMITS.messageBytes,
      handleProtocols: (_offered, request) => this.#protocols.get(request) ?? false,
    });
  }

  /** Whether a request is for the data plane. */
  owns({ url = '/' }: IncomingMessage): boolean {
    return PATH.test(url);
  }

  /** Answers a request that would become a connection; its socket is this gateway's from now on. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => void socket.destroy());
    const deployed = this.#deployedFor(request);
    if (typeof deployed === 'number') {
      refuse(socket, deployed, JSON.stringify({ message: STATUS_CODES[deployed] }));
      return;
    }
    const work = shakeHands(this.#parts, deployed, request).then((verdict) => {
      if (verdict.accepted) this.#welcome(verdict, request, { socket, head });
      else refuse(socket, verdict.status, verdict.body);
    });
    void this.#track(work);
  }

  /** Ends the connections of a stage that is no longer. */
  removed(apiId: string, stageName: string): void {
    for (const connection of this.#parts.connections.all()) {
      const { client } = connection;
      if (client.apiId === apiId && client.stage === stageName) connection.end({ code: 1001, reason: 'Going away' });
    }
  }

  /** Ends the connections of an API that is no longer. */
  forget(apiId: string): void {
    for (const { client } of this.#parts.connections.all())
      if (client.apiId === apiId) this.removed(apiId, client.stage);
  }

  /** Ends every connection, and waits for what functions still work on. `$disconnect` is not told: nobody is served any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const connection of this.#parts.connections.all()) connection.end({ code: 1001, reason: 'Going away' });
    // Also of those that ended before and whose clients have not closed their ends.
    const closed = [...this.#sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    const late = setTimeout(() => {
      for (const socket of this.#sockets) socket.terminate();
    }, FAREWELL_MS);
    await Promise.all(closed);
    clearTimeout(late);
    await Promise.allSettled(this.#working);
    await this.#parts.logs.close();
  }

  /** The stage that a handshake is for, or the status that says why there is none. */
  #deployedFor(request: IncomingMessage): Deployed<WebSocketApi> | number {
    if (this.#stopped) return 503;
    const [, apiId = '', stageName = ''] = PATH.exec(request.url ?? '/') ?? [];
    const deployed = this.#parts.registry.stage(apiId, stageName);
    if (!deployed) return 403;
    if (!isHandshake(request)) return 400;
    return this.#newConnections.take(this.#parts.grid.clock.now()) ? deployed : 429;
  }

  /** Ends the handshake of a client that may connect. One that has gone away meanwhile is told to `$disconnect`. */
  #welcome(
    { client, protocol }: Accepted,
    request: IncomingMessage,
    { socket, head }: { readonly socket: Duplex; readonly head: Buffer },
  ): void {
    if (this.#stopped) return void socket.destroy();
    if (protocol !== undefined) this.#protocols.set(request, protocol);
    let taken = false;
    const frames = new Frames(LIMITS.frameBytes);
    this.#server.handleUpgrade(request, socket, head, (accepted) => {
      taken = true;
      this.#sockets.add(accepted);
      accepted.once('close', () => this.#sockets.delete(accepted));
      const connection = this.#connect(client, accepted);
      socket.prependListener('data', (chunk: Buffer) => {
        if (frames.exceed(chunk)) connection.end({ code: 1009, reason: 'Frame too large' });
      });
    });
    if (!taken) void this.#track(tellEnding(this.#parts, client, { code: 1006, reason: '' }));
  }

  #connect(client: Client, socket: WebSocket): Connection {
    const { connections, grid } = this.#parts;
    const listener = {
      message: (text: string) => {
        meterMessage(grid.meter, text);
        const work = takeMessage(this.#parts, client, text).then((answer) =>
          answer === undefined ? undefined : connection.answer(answer),
        );
        return this.#track(work);
      },
      ended: (ending: Ending) => {
        meterConnection(grid.meter, client, grid.clock.now());
        connections.delete(client.connectionId);
        if (!this.#stopped) void this.#track(tellEnding(this.#parts, client, ending));
      },
    };
    const connection = new Connection(client, { socket, clock: grid.clock, listener });
    connections.add(connection);
    return connection;
  }

  /** Waits for work that a stop waits for too. What fails in it is a bug of the grid, and harms nothing else. */
  async #track(work: Promise<unknown>): Promise<void> {
    this.#working.add(work);
    try {
      await work;
    } catch (error) {
      this.#parts.grid.log(`WebSocket APIs: ${error instanceof Error ? error.stack : String(error)}`);
    } finally {
      this.#working.delete(work);
    }
  }
}

/** Answers a handshake by another status than 101. The socket ends then, whether the client closes its end or not. */
function refuse(socket: Duplex, status: number, body: string): void {
  socket.once('finish', () => socket.destroy());
  endWith(socket, status, body);
}
