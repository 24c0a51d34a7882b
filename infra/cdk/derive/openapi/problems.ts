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

/** With these, the same request may succeed a little later. */
const RETRIED = new Set([429, 503]);

/** The responses of the general refusals and of an operation's own: one for each status, with an example for each code. */
export function problemResponses(own: Refusals): Json {
  const byStatus = new Map<number, Map<string, string>>();
  for (const [code, { status, title }] of [...GENERAL, ...own]) {
    byStatus.set(status, (byStatus.get(status) ?? new Map()).set(code, title));
  }
  return Object.fromEntries([...byStatus].map(([status, titles]) => [status, response(status, titles)]));
}

function response(status: number, titles: ReadonlyMap<string, string>): Json {
  return {
    description: [...titles].map(([code, title]) => `${code}: ${title}`).join('; '),
    ...(RETRIED.has(status) && { headers: { 'Retry-After': ref('headers', 'RetryAfter') } }),
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
