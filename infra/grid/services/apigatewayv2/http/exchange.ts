import type { IncomingMessage } from 'node:http';
import { decode } from '../../apigateway/compile/routes.ts';
import { type Headers, headersOf, type Query, queryOf, sourceIpOf } from '../../apigateway/request/exchange.ts';
import { newId } from '../connection/occasion.ts';
import type { HttpApi, HttpRoute, Stage } from '../state.ts';

/** A request to a stage of an HTTP API. */
export interface HttpExchange {
  readonly api: HttpApi;
  readonly stage: Stage;
  readonly requestId: string;
  /** When it came, by the grid's clock. */
  readonly at: number;
  readonly verb: string;
  /** The path below the stage, as it came. */
  readonly path: string;
  /** The query as it came, without its `?`. */
  readonly rawQuery: string;
  readonly query: Query | null;
  readonly headers: Headers;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly body: Buffer;
}

/** A request whose route is found, and let in. */
export interface Routed {
  readonly exchange: HttpExchange;
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** What the route's authorizer says of the caller. */
  readonly caller?: Caller;
}

/** Who calls: what a token claims, or what an authorizer's function says. */
export type Caller =
  | { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null }
  | { readonly principalId?: string; readonly context: Readonly<Record<string, unknown>> | null };

/**
 * Reads a request to an API; `target` is its URL below the API. The first part of the path is the stage, or all of it is of
 * the stage `$default`. Gives `undefined` where there is neither.
 */
export function openExchange(
  api: HttpApi,
  request: IncomingMessage,
  came: { readonly target: string; readonly at: number; readonly body: Buffer },
): HttpExchange | undefined {
  const { target, at, body } = came;
  const mark = target.indexOf('?');
  const whole = (mark < 0 ? target : target.slice(0, mark)) || '/';
  const rawQuery = mark < 0 ? '' : target.slice(mark + 1);
  const [, first = ''] = whole.split('/', 2);
  const name = decode(first);
  const named = name === '$default' ? undefined : api.stages.get(name);
  const stage = named ?? api.stages.get('$default');
  if (!stage) return undefined;
  const sourceIp = sourceIpOf(request);
  return {
    api,
    stage,
    requestId: newId(),
    at,
    verb: request.method ?? 'GET',
    path: (named ? whole.slice(first.length + 1) : whole) || '/',
    rawQuery,
    query: queryOf(rawQuery),
    headers: headersOf(request, sourceIp, at),
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp,
    body,
  };
}

/** The path below the stage, decoded: that is how HTTP APIs show it, unlike REST APIs. */
export function decodedPath({ path }: HttpExchange): string {
  return path.split('/').map(decode).join('/');
}

/** The path as functions see it: below the name of the stage, which `$default` has not. */
export function shownPath(exchange: HttpExchange): string {
  const { name } = exchange.stage;
  return name === '$default' ? decodedPath(exchange) : `/${name}${decodedPath(exchange)}`;
}
