import http, { type RequestListener } from 'node:http';
import http2, { type Http2ServerRequest, type Http2ServerResponse, type Http2Session } from 'node:http2';
import net, { type AddressInfo, type Socket } from 'node:net';

/** A certificate and its key, as PEM. */
export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Where a port listens, and how. */
export interface PortOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly host: string;
  readonly tls?: Tls | undefined;
}

/** A port that listens. */
export interface OnePort {
  readonly port: number;
  /** Takes nothing new, and resolves when what runs has ended. */
  close(): Promise<void>;
  /** Ends what still runs. */
  destroy(): void;
}

/** What both versions of HTTP give to the same function. */
export type Handler = RequestListener & ((request: Http2ServerRequest, response: Http2ServerResponse) => void);

/** As long as a client may take until it says which version of HTTP it speaks. */
const GREETING_MS = 10_000;
const HTTP2 = {
  // A client that gives up a thousand streams at once is no attack here, for which Node would end its whole session.
  streamResetBurst: 20_000,
  streamResetRate: 2_000,
  settings: { maxConcurrentStreams: 4_000 },
} as const;

/**
 * Serves HTTP/1.1 and HTTP/2 on one port. With TLS the two agree on it; without, Node's servers cannot, and the first bytes
 * tell: `PRI` begins HTTP/2 (RFC 9113, 3.4). Throws what `listen` throws, such as a port that is taken.
 */
export async function listen(handler: Handler, { port, host, tls }: PortOptions): Promise<OnePort> {
  const sockets = new Set<Socket>();
  const sessions = new Set<Http2Session>();
  const h1 = http.createServer(handler);
  const h2 = tls
    ? http2.createSecureServer({ ...HTTP2, ...tls, allowHTTP1: true, handshakeTimeout: GREETING_MS }, handler)
    : http2.createServer(HTTP2, handler);
  const entry: net.Server = tls ? h2 : net.createServer((socket) => greet(socket, { h1, h2 }));
  h2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    // It ends that session, and no other.
    session.on('error', () => session.destroy());
  });
  entry.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    entry.once('error', reject);
    entry.listen(port, host, resolve);
  });
  return {
    port: (entry.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => entry.close(() => resolve()));
      for (const session of sessions) session.close();
      h1.keepAliveTimeout = 1;
      await closed;
    },
    destroy: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

interface Versions {
  readonly h1: http.Server;
  readonly h2: net.Server;
}

function greet(socket: Socket, { h1, h2 }: Versions): void {
  const timer = setTimeout(() => socket.destroy(), GREETING_MS);
  socket.once('close', () => clearTimeout(timer));
  let begun = Buffer.alloc(0);
  const read = () => {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    begun = Buffer.concat([begun, chunk]);
    if (begun.length < 3) return;
    clearTimeout(timer);
    socket.off('readable', read);
    socket.unshift(begun);
    (begun.toString('latin1', 0, 3) === 'PRI' ? h2 : h1).emit('connection', socket);
  };
  socket.on('readable', read);
}
