import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Duplex } from 'node:stream';

/** What a server gives each request. */
export interface Bounds {
  /** How long all of a request may take to come, in milliseconds. */
  readonly requestMs: number;
  /** Which requests for another protocol may have it; the others are answered as if they had not asked. None, unless given. */
  readonly upgrades?: (request: IncomingMessage) => boolean;
}

/** An answer to what is no HTTP request, or never became a whole one. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Longer than any client keeps an idle connection, so that it is never the server who closes one under a request. */
const KEEP_ALIVE_MS = 75_000;
const EMPTY = Buffer.alloc(0);

/**
 * A server that no client can keep busy for ever: a request that does not come to its end in time, whose headers are
 * more than 16 KB, or that is not HTTP, is answered by `refuse` and its connection closed.
 */
export function createBoundedServer(
  { requestMs, upgrades = () => false }: Bounds,
  listener: RequestListener,
  refuse: (refusal: Refusal) => string,
): Server {
  const answers = new WeakMap<Duplex, ServerResponse>();
  const limits = {
    keepAliveTimeout: KEEP_ALIVE_MS,
    noDelay: true,
    requestTimeout: requestMs,
    headersTimeout: requestMs,
    connectionsCheckingInterval: Math.ceil(requestMs / 10),
    shouldUpgradeCallback: upgrades,
  };
  const server = createServer(limits, (request, response) => {
    answers.set(request.socket, response);
    listener(request, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // An answer that has begun cannot be taken back; one that is over was to an earlier request.
    const answer = answers.get(socket);
    if (!socket.writable || (answer?.headersSent && !answer.writableFinished)) {
      socket.destroy();
      return;
    }
    const refusal = refusalOf(error);
    endWith(socket, refusal.status, refuse(refusal));
  });
  return server;
}

/** Answers by JSON on a socket that has no response of its own, and closes it. */
export function endWith(socket: Duplex, status: number, body: string): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/**
 * The body of `request`, counted as it comes, or `undefined` when it is more than `most` bytes: what is left of it is
 * then thrown away as it comes. Never settles for a request whose client has gone away: there is nobody to answer.
 */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if (length === undefined && coding === undefined) return Promise.resolve(EMPTY);
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = Number(length ?? 0) > most ? Number(length) : 0;
    if (size > most) resolve(undefined);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else {
        chunks = [];
        resolve(undefined);
      }
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => {
      chunks = [];
    });
  });
}

function refusalOf({ code, message }: NodeJS.ErrnoException): Refusal {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, code: 'RequestTimeoutException', message: 'The request did not come to its end in time.' };
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, code: 'RequestHeaderFieldsTooLargeException', message: 'The headers are too large.' };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, code: 'RequestEntityTooLargeException', message: 'The chunk extensions are too large.' };
    default:
      return { status: 400, code: 'MalformedHttpRequestException', message: `This is no HTTP request: ${message}` };
  }
}
