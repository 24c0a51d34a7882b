import type { JsonObject } from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import { fieldPath, invalid, toStatus, unreachable } from './problem.ts';

/** What a caller says that the API is to hear as it was said. */
const HANDED_ON = ['authorization', 'idempotency-key', 'traceparent', 'tracestate', 'x-correlation-id'];

/** What the handler of a call knows of it. */
export type Call = Pick<HandlerContext, 'requestHeader' | 'signal'>;

/** A request of the API. */
export interface Asked {
  /** `GET /ordenes`, its ids by `segment`. */
  readonly route: string;
  /** What is asked beside the path; members without a value are left out. */
  readonly question?: JsonObject;
  readonly body?: JsonObject;
  /** The tag of the answer that one has. */
  readonly known?: string | undefined;
  /** Where a field that the API refuses is in what the caller sent. */
  readonly place?: (campo: string) => string;
}

/** What the API answered. */
export interface Answered {
  /** Nothing, where the answer is still the one that is known. */
  readonly body: JsonObject | undefined;
  readonly tag: string | undefined;
  /** The command had been done before under the same key. */
  readonly repeated: boolean;
}

/**
 * The public API, on behalf of a call: with what it says of itself, and for as long as it lasts. Nothing is sent twice: who
 * calls knows whether it may be.
 */
export interface Api {
  /** Throws ConnectError: the API's problem as a status; UNAVAILABLE where it cannot be reached; the end of the call. */
  ask(call: Call, asked: Asked): Promise<Answered>;
}

/** The API at `url`, without a slash at its end. */
export function apiAt(url: string): Api {
  return {
    ask: async ({ requestHeader, signal }, { route, question = {}, body, known, place = fieldPath }) => {
      const [method, path] = route.split(' ') as [string, string];
      const headers = new Headers(body && { 'content-type': 'application/json' });
      for (const name of HANDED_ON) {
        const value = requestHeader.get(name);
        if (value !== null) headers.set(name, value);
      }
      if (known) headers.set('if-none-match', known);
      const request: RequestInit = { method, headers, signal, redirect: 'error' };
      const { response, text } = await sent(`${url}${path}${search(question)}`, {
        ...request,
        ...(body && { body: JSON.stringify(body) }),
      });
      const answered = { tag: response.headers.get('etag') ?? undefined, repeated: isRepeated(response) };
      if (response.status === 304) return { ...answered, body: undefined };
      const json = parsed(text);
      if (response.ok && json) return { ...answered, body: json };
      const retryAfter = Number(response.headers.get('retry-after')) || undefined;
      throw toStatus({ status: response.ok ? 502 : response.status, retryAfter, body: json ?? {} }, place);
    },
  };
}

/** An id as a part of a path. Throws ConnectError INVALID_ARGUMENT for one that would make another path of it. */
export function segment(field: string, id: string): string {
  if (/^\.{0,2}$/.test(id)) throw invalid([{ campo: field, mensaje: id === '' ? 'Falta' : 'No es un identificador' }]);
  return encodeURIComponent(id);
}

async function sent(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, init);
    return { response, text: await response.text() };
  } catch (cause) {
    init.signal?.throwIfAborted();
    throw unreachable(cause);
  }
}

function search(question: JsonObject): string {
  const asked = Object.entries(question).map(([name, value]): [string, string] => [name, String(value)]);
  return asked.length === 0 ? '' : `?${new URLSearchParams(asked)}`;
}

function isRepeated({ headers }: Response): boolean {
  return headers.has('idempotency-replayed');
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
