import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { newTraceId, readTraceHeader, writeTraceHeader } from '../../../traceHeader.ts';
import type { CompiledMethod, CompiledStage } from '../compile/stage.ts';
import type { GatewayFailure } from './failures.ts';
import { openTrace, type Trace } from './trace.ts';

/** A request on its way through a stage. */
export interface Exchange {
  readonly stage: CompiledStage;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** When it came, by the grid's clock. */
  readonly at: number;
  readonly verb: string;
  /** The path below the stage, encoded, with one slash at its beginning. */
  readonly path: string;
  /** The same as it was sent. */
  readonly sentPath: string;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly headers: Headers;
  readonly query: Query | null;
  /** For a stage that traces. */
  readonly trace: Trace | undefined;
  body: Buffer;
  /** Known after routing. */
  method?: CompiledMethod;
  pathParameters?: Record<string, string> | undefined;
  /** Known after authorization. */
  authorizer?: Record<string, string>;
  /** How long the function behind it took, in milliseconds; known when it has answered, or has not in time. */
  integrationMs?: number;
  /** Set by the failure that ends the request. */
  failure?: GatewayFailure;
}

/** Headers as a proxy event has them: one value a name (the last), and all of them. */
export interface Headers {
  readonly single: Record<string, string>;
  readonly multi: Record<string, string[]>;
  /** The value by the name in lower case. */
  readonly lower: Readonly<Record<string, string>>;
}

/** The query in the same two forms. */
export interface Query {
  readonly single: Record<string, string>;
  readonly multi: Record<string, string[]>;
}

/** What API Gateway does not hand to a function: it is about the connection. */
const DROPPED = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Names that come out of API Gateway in this spelling whatever the client wrote. */
const SPELLING: Readonly<Record<string, string>> = {
  authorization: 'Authorization',
  host: 'Host',
  'user-agent': 'User-Agent',
  'x-amzn-trace-id': 'X-Amzn-Trace-Id',
  'x-forwarded-for': 'X-Forwarded-For',
  'x-forwarded-port': 'X-Forwarded-Port',
  'x-forwarded-proto': 'X-Forwarded-Proto',
};

/** Reads what there is to know of a request before its body. `target` is its URL below the stage. */
export function openExchange(
  stage: CompiledStage,
  request: IncomingMessage,
  arrival: { target: string; at: number },
): Exchange {
  const { target, at } = arrival;
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const sourceIp = sourceIpOf(request);
  const requestId = randomUUID();
  const headers = headersOf(request, sourceIp, at);
  return {
    stage,
    requestId,
    extendedRequestId: `${Buffer.from(requestId.replaceAll('-', ''), 'hex').toString('base64').slice(0, 15)}=`,
    at,
    verb: request.method ?? 'GET',
    // LocalStack's `test_lambda_aws_proxy_integration`, recorded from AWS: slashes within a path stay.
    path: path.replace(/^\/*/, '/'),
    sentPath: path === '' ? '/' : path,
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp,
    headers,
    trace: stage.tracing ? openTrace(headers.lower['x-amzn-trace-id'], at) : undefined,
    query: mark < 0 ? null : queryOf(target.slice(mark + 1)),
    body: Buffer.alloc(0),
  };
}

/** Which route a request came by, for logs and traces: its path may hold what opens something, and is told nowhere. */
export function routeOf({ method }: Exchange): string {
  return method?.resourcePath ?? '-';
}

/** The address that a request comes from. */
export function sourceIpOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
}

/** The headers of a request as API Gateway hands them on, with those that it adds. `at`: when it came. */
export function headersOf(request: IncomingMessage, sourceIp: string, at: number): Headers {
  const single: Record<string, string> = Object.create(null);
  const multi: Record<string, string[]> = Object.create(null);
  const lower: Record<string, string> = Object.create(null);
  const spelled: Record<string, string> = Object.create(null);
  const add = (given: string, value: string) => {
    const key = given.toLowerCase();
    if (DROPPED.has(key)) return;
    spelled[key] ??= SPELLING[key] ?? given;
    const name = spelled[key];
    single[name] = value;
    lower[key] = value;
    append(multi, name, value);
  };
  const { rawHeaders } = request;
  let forwardedFor = sourceIp;
  let trace = '';
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const key = name.toLowerCase();
    if (key === 'x-forwarded-for') forwardedFor = `${value}, ${sourceIp}`;
    else if (key === 'x-amzn-trace-id') trace = value;
    else if (key !== 'x-forwarded-port' && key !== 'x-forwarded-proto') add(name, value);
  }
  add('X-Amzn-Trace-Id', traceOf(trace, at));
  add('X-Forwarded-For', forwardedFor);
  add('X-Forwarded-Port', String(request.socket.localPort ?? ''));
  add('X-Forwarded-Proto', 'http');
  return { single, multi, lower };
}

/** The trace header as it came, with a root made when it has none that is one. */
function traceOf(given: string, at: number): string {
  if (readTraceHeader(given)) return given;
  const others = given.split(';').filter((part) => part.trim() !== '' && !/^\s*Root=/i.test(part));
  return [writeTraceHeader({ root: newTraceId(at) }), ...others].join(';');
}

/** The parameters of a query, without its `?`; `null` when there are none. */
export function queryOf(text: string): Query | null {
  const single: Record<string, string> = Object.create(null);
  const multi: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    single[name] = value;
    append(multi, name, value);
  }
  return Object.keys(single).length === 0 ? null : { single, multi };
}

function append(lists: Record<string, string[]>, name: string, value: string): void {
  const list = lists[name];
  if (list) list.push(value);
  else lists[name] = [value];
}
