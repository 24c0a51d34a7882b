import type { Cors } from '../state.ts';

/** What of a request decides about its CORS headers. */
export interface CorsRequest {
  readonly verb: string;
  /** The headers of the request by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Whether a browser asks before it sends the request that it is about. */
export function isPreflight({ verb, headers }: CorsRequest): boolean {
  return verb === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/**
 * The headers that the gateway itself gives to a page's request; none where the page may not read the answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function corsHeaders(cors: Cors, request: CorsRequest): [name: string, value: string][] {
  const { origin } = request.headers;
  const allowed = origin === undefined ? undefined : allowedOrigin(cors, origin);
  if (allowed === undefined) return [];
  const list = (name: string, values: readonly string[]): [string, string][] =>
    values.length === 0 ? [] : [[name, values.join(',')]];
  return [
    ['access-control-allow-origin', allowed],
    ...list('access-control-allow-credentials', cors.allowCredentials ? ['true'] : []),
    ...(isPreflight(request)
      ? [
          ...list('access-control-allow-methods', cors.allowMethods),
          ...list('access-control-allow-headers', cors.allowHeaders),
          ...list('access-control-max-age', cors.maxAgeSeconds === undefined ? [] : [String(cors.maxAgeSeconds)]),
        ]
      : list('access-control-expose-headers', cors.exposeHeaders)),
  ];
}

/** The headers of an answer without those of CORS: where the gateway gives them, an integration's do not count. */
export function withoutCors<H extends readonly [name: string, value: unknown]>(headers: readonly H[]): H[] {
  return headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-'));
}

function allowedOrigin({ allowOrigins }: Cors, origin: string): string | undefined {
  if (allowOrigins.includes('*')) return '*';
  const asked = origin.toLowerCase();
  const fits = allowOrigins.some((allowed) =>
    allowed.endsWith('://*') ? asked.startsWith(allowed.slice(0, -1).toLowerCase()) : asked === allowed.toLowerCase(),
  );
  return fits ? origin : undefined;
}
