import type { Agent, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { buildQueryString, type HttpHandler, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NO_ANSWER } from '../dependency.ts';
import { type Transport, transportOf } from '../transport.ts';

/** How long a service may keep a call waiting, in milliseconds. */
export interface Bounds {
  /** Until there is a connection, with its encryption. */
  readonly connectMs: number;
  /** Without a byte of the answer. */
  readonly silenceMs: number;
}

/** What speaks a protocol, and its connections. */
interface Way {
  readonly transport: Transport;
  readonly agent: Agent;
}

/**
 * Both end within a function's 15 seconds: four attempts to connect, or one silence, which is not tried again. Who is slow
 * since too much is asked of it would be asked four times as much. What swallows requests becomes an error that is answered
 * and told, and no invocation that is cut off.
 */
const BOUNDS: Bounds = { connectMs: 1_000, silenceMs: 10_000 };

/** What the SDK tries again as a `TimeoutError`: above all a kept connection that the service has closed meanwhile. */
const PASSING: ReadonlySet<string | undefined> = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

// With the function and not with its first call: while AWS initializes a function, it has more CPU than later.
transportOf(process.env.AWS_ENDPOINT_URL?.startsWith('http:') ? 'http:' : 'https:');

/**
 * How clients of the SDK speak HTTP/1.1 here: kept connections of Node's own, whole bodies, bounds in time. With the signer, a
 * call takes a third less CPU than with the SDK's own (docs/benchmarks.md), and of Node only what the endpoint's protocol asks
 * for is loaded.
 */
export class RequestHandler implements HttpHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #bounds: Bounds;
  readonly #ways = new Map<string, Way>();

  constructor(bounds: Bounds = BOUNDS) {
    this.#bounds = bounds;
  }

  /**
   * Sends a request and gives the whole answer, whatever its status. Rejects with Node's error; one that may be gone at the
   * next try has the name `TimeoutError`, by which the SDK knows it, and a silence that of `NO_ANSWER`.
   */
  handle(
    request: HttpRequest,
    { abortSignal }: { readonly abortSignal?: unknown } = {},
  ): Promise<{ response: HttpResponse }> {
    const { protocol, hostname, port, method, headers, query } = request;
    const search = buildQueryString(query);
    const { transport, agent } = this.#wayBy(protocol);
    return new Promise((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException) =>
        reject(PASSING.has(error.code) ? Object.assign(error, { name: 'TimeoutError' }) : error);
      const outgoing = transport.request({
        host: hostname.replace(/^\[|\]$/g, ''),
        ...(port !== undefined && { port }),
        method,
        path: search ? `${request.path}?${search}` : request.path,
        headers,
        agent,
        timeout: this.#bounds.silenceMs,
        ...(abortSignal instanceof AbortSignal && { signal: abortSignal }),
      });
      outgoing.on('error', failed);
      outgoing.on('socket', (socket) => {
        if (socket.connecting) this.#boundConnecting(socket, protocol);
      });
      outgoing.on('timeout', () => {
        const { socket } = outgoing;
        const read = socket?.bytesRead;
        // A process that was held up itself finds the answer in its next look at the socket.
        setImmediate(() => socket?.bytesRead === read && outgoing.destroy(noAnswer(this.#bounds.silenceMs)));
      });
      outgoing.on('response', (incoming) =>
        whole(incoming).then((body) => resolve({ response: responseOf(incoming, body) }), failed),
      );
      outgoing.end(request.body);
    });
  }

  /** Closes the connections that are kept. */
  destroy(): void {
    for (const { agent } of this.#ways.values()) agent.destroy();
  }

  /** The SDK asks; nothing of a handler can be changed. */
  updateHttpClientConfig(): void {}

  /** The SDK asks; nothing of a handler can be changed. */
  httpHandlerConfigs(): object {
    return {};
  }

  #wayBy(protocol: string): Way {
    const known = this.#ways.get(protocol);
    if (known) return known;
    const transport = transportOf(protocol);
    const way = { transport, agent: new transport.Agent({ keepAlive: true, maxSockets: 50 }) };
    this.#ways.set(protocol, way);
    return way;
  }

  #boundConnecting(socket: Socket, protocol: string): void {
    const { connectMs } = this.#bounds;
    const timer = setTimeout(() => socket.destroy(noConnection(connectMs)), connectMs);
    const end = () => clearTimeout(timer);
    socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', end);
    socket.once('close', end);
  }
}

/** By events: an iterator of a stream costs more than all else of a short answer. */
function whole(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}

function responseOf({ statusCode = 0, statusMessage, headers }: IncomingMessage, body: Uint8Array): HttpResponse {
  return new HttpResponse({
    statusCode,
    ...(statusMessage && { reason: statusMessage }),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
    ),
    body,
  });
}

function noConnection(ms: number): Error {
  return Object.assign(new Error(`The service gave no connection within ${ms} ms.`), { code: 'ETIMEDOUT' });
}

/** Without a code that the SDK would try again for. */
function noAnswer(ms: number): Error {
  return Object.assign(new Error(`The service gave no answer within ${ms} ms.`), { name: NO_ANSWER });
}
