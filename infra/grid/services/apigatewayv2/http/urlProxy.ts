import { request } from 'undici';
import { withVariables } from '../../apigateway/compile/stage.ts';
import type { Answer } from '../../apigateway/request/answer.ts';
import type { UrlProxy } from '../state.ts';
import type { HttpExchange, Routed } from './exchange.ts';
import { HttpFailure } from './failures.ts';
import type { HttpParts } from './parts.ts';

/** Headers that are about one connection. */
const OF_CONNECTION = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

/**
 * Hands a request on to another server, and gives its answer as it came.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
 * @throws HttpFailure when there is none in time.
 */
export async function callUrl({ grid, deadlines }: HttpParts, proxy: UrlProxy, routed: Routed): Promise<Answer> {
  const { exchange } = routed;
  const url = grid.withLocalUrls(urlOf(proxy, routed));
  const given = new AbortController();
  const late = () => {
    given.abort();
    return new HttpFailure(503);
  };
  const work = send(url, exchange, { method: proxy.method, signal: given.signal }).catch((error: unknown) => {
    grid.log(`API ${exchange.api.name}: ${routed.route.key} could not be handed on: ${String(error)}`);
    throw new HttpFailure(503);
  });
  return deadlines.within(work, proxy.timeoutMs, late);
}

/** The URL with the values of its variables, each encoded, and the query of the request. */
export function urlOf({ url }: Pick<UrlProxy, 'url'>, { exchange, pathParameters }: Routed): string {
  const filled = withVariables(url, exchange.stage).replace(/\{([\w.:-]+)\}/g, (_, name: string) =>
    (pathParameters[name] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  if (exchange.rawQuery === '') return filled;
  return `${filled}${filled.includes('?') ? '&' : '?'}${exchange.rawQuery}`;
}

async function send(
  url: string,
  { verb, headers, body }: HttpExchange,
  { method, signal }: { readonly method: string; readonly signal: AbortSignal },
): Promise<Answer> {
  const answer = await request(url, {
    method: method === 'ANY' ? verb : method,
    headers: Object.fromEntries(Object.entries(headers.multi).filter(([name]) => name.toLowerCase() !== 'host')),
    ...(body.length > 0 && { body }),
    signal,
  });
  return {
    status: answer.statusCode,
    headers: Object.entries(answer.headers).flatMap(([name, value]): Answer['headers'] =>
      value === undefined || OF_CONNECTION.has(name) ? [] : [[name, value]],
    ),
    body: Buffer.from(await answer.body.arrayBuffer()),
  };
}
