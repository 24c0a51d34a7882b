import type { JsonObject } from '@bufbuild/protobuf';
import { WebSocket } from 'ws';

/** What is new of a row. */
export interface News {
  readonly version: number;
  /** The row; absent where it is too large, so that it is to be read. */
  readonly fila?: JsonObject;
}

/** A subscription to one topic, on a connection of its own. */
export interface Live {
  /** The newest that was not given yet, waiting for it; nothing once the connection has ended. */
  next(): Promise<News | undefined>;
  close(): void;
}

/** Whom it listens for, and to what. */
interface Topic {
  readonly tema: string;
  /** The row's key in the view of orders. */
  readonly clave: string;
  readonly token: string;
  readonly signal: AbortSignal;
}

interface Told {
  readonly tipo: string;
  readonly novedades?: readonly (News & { readonly vista: string; readonly clave: string })[];
}

/** API Gateway ends a connection on which nothing was said for ten minutes; one that is dead says nothing for two beats. */
const BEAT_MS = 30_000;

/**
 * Listens to the live channel (`alpes.v1`); nothing where it cannot be reached, or does not let the caller in: the API then
 * tells why. Only the newest row is kept for who is slow, since it says everything.
 */
export function openLive(liveUrl: string, { tema, clave, token, signal }: Topic): Promise<Live | undefined> {
  if (signal.aborted || !/^[\w.-]+$/.test(token)) return Promise.resolve(undefined);
  const { promise, resolve } = Promise.withResolvers<Live | undefined>();
  const socket = new WebSocket(liveUrl, ['alpes.v1', `token.${token}`], { handshakeTimeout: BEAT_MS });
  const close = () => socket.terminate();
  signal.addEventListener('abort', close, { once: true });
  let newest: News | undefined;
  let wake: (() => void) | undefined;
  let ended = false;
  let heard = true;

  const live: Live = {
    next: async () => {
      if (!newest && !ended) {
        await new Promise<void>((woken) => {
          wake = woken;
        });
      }
      const news = newest;
      newest = undefined;
      return news;
    },
    close,
  };
  const beat = setInterval(() => {
    if (!heard) return close();
    heard = false;
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ accion: 'latido' }));
  }, BEAT_MS);

  socket.on('open', () => socket.send(JSON.stringify({ accion: 'suscribir', tema })));
  socket.on('message', (data) => {
    heard = true;
    const { tipo, novedades = [] } = told(String(data));
    if (tipo === 'negado') close();
    for (const news of novedades) {
      if (news.vista !== 'ordenes' || news.clave !== clave || (newest && newest.version >= news.version)) continue;
      newest = news;
    }
    if (tipo === 'suscrito') resolve(live);
    if (newest) wake?.();
  });
  socket.on('error', close);
  socket.on('close', () => {
    clearInterval(beat);
    signal.removeEventListener('abort', close);
    ended = true;
    wake?.();
    resolve(undefined);
  });
  return promise;
}

/** What cannot be understood ends the connection, and so costs a read. */
function told(text: string): Told {
  try {
    return JSON.parse(text) as Told;
  } catch {
    return { tipo: 'negado' };
  }
}
