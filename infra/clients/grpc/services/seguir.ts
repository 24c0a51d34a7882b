import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { type Api, type Call, segment } from '../api/api.ts';
import { type Live, openLive } from './live.ts';

/** How long nothing is asked where there is no live channel, or it was interrupted. */
const POLL_MS = 2_000;

/** What following an order depends on. */
export interface Following {
  /** Of the live channel; without it the API is asked again and again. */
  readonly liveUrl: string | undefined;
  /** No stream outlives it. */
  readonly draining: AbortSignal;
}

/** Which order is followed, and for which call. */
interface Followed {
  readonly ordenId: string;
  readonly desdeVersion?: number | undefined;
  readonly call: Call;
}

/**
 * An order's row as it is, and each time that it is newer, until the call ends. It is read once the live channel listens, so
 * that nothing falls between the two; after an interruption, and where there is no channel, the same is done again. Throws
 * ConnectError: the API's problem, UNAVAILABLE when the server drains, or how the call ended.
 */
export async function* seguir(
  api: Api,
  { liveUrl, draining }: Following,
  { ordenId, desdeVersion = 0, call }: Followed,
): AsyncGenerator<JsonObject> {
  const signal = AbortSignal.any([call.signal, draining]);
  const asked = { requestHeader: call.requestHeader, signal };
  const path = `/ordenes/${segment('orden_id', ordenId)}`;
  const topic = { tema: `orden:${ordenId}`, clave: ordenId, token: tokenOf(call), signal };
  let version = desdeVersion;
  let known: string | undefined;
  const read = async () => {
    const question = version > 0 ? { desdeVersion: version } : {};
    const { body, tag } = await api.ask(asked, { route: `GET ${path}`, known, question });
    known = tag;
    return body;
  };
  try {
    for (;;) {
      const live = liveUrl === undefined ? undefined : await openLive(liveUrl, topic);
      try {
        let row = await read();
        do {
          if (row && Number(row.version) > version) {
            version = Number(row.version);
            yield row;
          }
          row = await next(live, read);
        } while (row);
      } finally {
        live?.close();
      }
      await pause(POLL_MS, undefined, { signal });
    }
  } catch (error) {
    call.signal.throwIfAborted();
    if (draining.aborted) throw new ConnectError('El servidor se va a detener', Code.Unavailable);
    throw error;
  }
}

/** The row of the next news; nothing once the channel has ended. News without a row say only that it is to be read. */
async function next(live: Live | undefined, read: () => Promise<JsonObject | undefined>) {
  const news = await live?.next();
  if (!news) return undefined;
  return news.fila ? { ...news.fila, version: news.version } : ((await read()) ?? { version: 0 });
}

function tokenOf({ requestHeader }: Call): string {
  return requestHeader.get('authorization')?.replace(/^Bearer +/i, '') ?? '';
}
