import { ref } from './components.ts';
import type { Json } from './schemas.ts';

/** Codes with their HTTP status and title. */
export type Refusals = readonly (readonly [
  code: string,
  meaning: { readonly status: number; readonly title: string },
])[];

/** What may befall any request that needs a token. */
const GENERAL: Refusals = [
  ['ENTRADA_INVALIDA', { status: 400, title: 'La petición tiene datos que no son válidos' }],
  ['NO_AUTENTICADO', { status: 401, title: 'Se necesita un token válido' }],
  ['SIN_PERMISO', { status: 403, title: 'El token no da permiso para esta operación' }],
  ['DEMASIADAS_PETICIONES', { status: 429, title: 'Demasiadas peticiones' }],
  ['ERROR_INTERNO', { status: 500, title: 'Algo ha fallado de nuestra parte' }],
  ['TIEMPO_AGOTADO', { status: 504, title: 'La operación tardó demasiado' }],
];

/** What a problem of this status says beside itself: how to authenticate, or when the same request may succeed. */
const HEADERS: Readonly<Record<number, Json>> = {
  401: { 'WWW-Authenticate': ref('headers', 'WwwAuthenticate') },
  429: { 'Retry-After': ref('headers', 'RetryAfter') },
  503: { 'Retry-After': ref('headers', 'RetryAfter') },
};

/** The responses of the general refusals and of an operation's own: one for each status, with an example for each code. */
export function problemResponses(own: Refusals): Json {
  const byStatus = new Map<number, Map<string, string>>();
  for (const [code, { status, title }] of [...GENERAL, ...own]) {
    byStatus.set(status, (byStatus.get(status) ?? new Map()).set(code, title));
  }
  return Object.fromEntries([...byStatus].map(([status, titles]) => [status, response(status, titles)]));
}

function response(status: number, titles: ReadonlyMap<string, string>): Json {
  const headers = HEADERS[status];
  return {
    description: [...titles].map(([code, title]) => `${code}: ${title}`).join('; '),
    ...(headers && { headers }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [ref('schemas', 'Problema'), { type: 'object', properties: { codigo: { enum: [...titles.keys()] } } }],
        },
        examples: Object.fromEntries(
          [...titles].map(([code, title]) => [
            code,
            { value: { type: `urn:alpes:problema:${code}`, title, status, codigo: code } },
          ]),
        ),
      },
    },
  };
}
