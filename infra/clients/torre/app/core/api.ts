import { hearTime } from './clock.ts';
import { at } from './config.ts';
import { ApiError, type Problem } from './problems.ts';
import { SignedOut, sessionEnded, token } from './session.ts';

/** What a command answers. */
export interface Done {
  readonly version?: number;
  readonly [member: string]: unknown;
}

/** How something is done: PUT says what holds from now on. */
export type Method = 'POST' | 'PUT';

/** An answer that came with its tag: the next question for the same names it. */
interface Kept {
  readonly tag: string;
  readonly body: unknown;
}

const KEPT_MOST = 200;
const kept = new Map<string, Kept>();

/** A page of a list. */
interface Page<T> {
  readonly elementos: readonly T[];
  readonly siguiente?: string;
}

/** Reads something of the API; what has not changed since the last time is not sent again. @throws ApiError */
export async function read<T>(path: string): Promise<T> {
  const known = kept.get(path);
  const response = await ask(path, { headers: known ? { 'If-None-Match': known.tag } : {} });
  if (response.status === 304 && known) return known.body as T;
  const body = (await response.json()) as T;
  const tag = response.headers.get('ETag');
  if (tag) remember(path, { tag, body });
  return body;
}

/** Reads a list page by page, to some number of rows. `more` says that there are others. @throws ApiError */
export async function readAll<T>(path: string, most = 1_000): Promise<{ rows: readonly T[]; more: boolean }> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const asked = new URLSearchParams({ limite: '200', ...(cursor !== undefined && { cursor }) });
    const page = await read<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}${asked}`);
    rows.push(...page.elementos);
    cursor = page.siguiente;
  } while (cursor !== undefined && rows.length < most);
  return { rows, more: cursor !== undefined };
}

/**
 * Has something done.
 * @param key the same for each try of one action, so that it is done once.
 * @throws ApiError
 */
export async function command(
  path: string,
  body: object,
  { key, method = 'POST' }: { readonly key: string; readonly method?: Method | undefined },
): Promise<Done> {
  const response = await ask(path, {
    method,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, traceparent: traceparent() },
    body: JSON.stringify(body),
  });
  return response.status === 204 ? {} : response.json();
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  const reading = init.method === undefined ? ({ reading: true } as const) : {};
  try {
    const held = await token();
    response = await send(path, init, held);
    const other = response.status === 401 ? await token(held) : held;
    if (other !== held) response = await send(path, init, other);
  } catch (cause) {
    if (cause instanceof SignedOut) {
      sessionEnded();
      throw new ApiError({ status: 401 });
    }
    throw new ApiError({ status: 0, ...reading });
  }
  hearTime(response);
  if (response.ok || response.status === 304) return response;
  throw new ApiError({ ...(await problemOf(response)), ...reading });
}

function send(path: string, { headers, ...init }: RequestInit, bearer: string): Promise<Response> {
  return fetch(at(path), {
    ...init,
    headers: { ...(headers as Record<string, string>), Authorization: `Bearer ${bearer}` },
    cache: 'no-store',
  });
}

async function problemOf(response: Response): Promise<Problem> {
  const body = await response.json().catch(() => ({}));
  const seconds = Number(response.headers.get('Retry-After'));
  return { ...body, status: response.status, ...(seconds > 0 && { retryAfter: seconds }) };
}

function remember(path: string, answer: Kept): void {
  kept.delete(path);
  kept.set(path, answer);
  if (kept.size > KEPT_MOST) kept.delete(kept.keys().next().value as string);
}

/** W3C Trace Context: what follows from this call can be found by it. */
function traceparent(): string {
  const hex = (bytes: number) =>
    [...crypto.getRandomValues(new Uint8Array(bytes))].map((one) => one.toString(16).padStart(2, '0')).join('');
  return `00-${hex(16)}-${hex(8)}-01`;
}
