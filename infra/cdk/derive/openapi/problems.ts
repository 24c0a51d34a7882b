import { type Meaning, meaningOf, PROBLEMS, type ProblemCode, problemType } from '#shared/model/problem.ts';
import type { Declared } from '../functions.ts';
import { writesPersonal } from '../personalWrites.ts';
import type { ApiRoute } from '../routes.ts';
import { PUBLIC } from '../scope.ts';
import { ref } from './components.ts';
import type { Json } from './schemas.ts';

/** What may befall any request, before a function sees it or in spite of it. */
const ANY: readonly ProblemCode[] = [
  'PETICION_INVALIDA',
  'ENTRADA_INVALIDA',
  'PETICION_DEMASIADO_GRANDE',
  'DEMASIADAS_PETICIONES',
  'ERROR_INTERNO',
  'SERVICIO_NO_DISPONIBLE',
  'TIEMPO_AGOTADO',
];

/** … and any that needs a token. */
const GUARDED: readonly ProblemCode[] = ['NO_AUTENTICADO', 'SIN_PERMISO', 'CUPO_AGOTADO'];

/** The responses other than success of a route: one for each status, with an example for each code. */
export function problemResponses({ declared, path, scope }: ApiRoute): Json {
  const codes = [...ANY, ...(scope === PUBLIC ? [] : GUARDED), ...ownCodes(declared, path)];
  const byStatus = new Map<number, Map<string, Meaning>>();
  for (const code of codes) {
    const meaning = meaningOf(code, declared.context.rejections);
    byStatus.set(meaning.status, (byStatus.get(meaning.status) ?? new Map()).set(code, meaning));
  }
  return Object.fromEntries([...byStatus].map(([status, meanings]) => [status, response(status, meanings)]));
}

/** What an operation may answer beside that follows from what it is. */
function ownCodes(declared: Declared, path: string): readonly string[] {
  if (declared.kind === 'command') return codesOfCommand(declared, path);
  if (declared.kind === 'query') return codesOfQuery(declared);
  return declared.kind === 'technical' ? codesOfTechnical(declared, path) : [];
}

function codesOfCommand({ declaration }: Declared<'command'>, path: string): readonly string[] {
  const technical: ProblemCode[] = ['CLAVE_REUTILIZADA', 'OPERACION_DEMASIADO_GRANDE', 'FLUJO_OCUPADO'];
  if (takesBody(declaration.accepts, path)) technical.push('TIPO_NO_ADMITIDO');
  if (declaration.owner) {
    const namedByInput =
      declaration.kind === 'unitOfWork' || declaration.owner(declaration.example, declaration.of.initial) !== undefined;
    technical.push(namedByInput ? 'NO_ES_SUYO' : 'NO_EXISTE');
  }
  if (declaration.creates && writesPersonal(declaration)) technical.push('CLIENTE_OLVIDADO');
  return [...technical, ...declaration.rejects];
}

function codesOfQuery({ declaration }: Declared<'query'>): readonly ProblemCode[] {
  switch (declaration.kind) {
    case 'row':
      return ['NO_EXISTE', 'VISTA_ATRASADA'];
    case 'list':
      return [...(declaration.guard ? (['NO_EXISTE'] as const) : []), 'CURSOR_INVALIDO'];
    default:
      return [];
  }
}

function codesOfTechnical({ declaration: { trigger } }: Declared<'technical'>, path: string): readonly ProblemCode[] {
  if (trigger.on !== 'http' || !(trigger.body || trigger.question)) return [];
  const { body, rejects = [] } = trigger;
  return [
    ...(body ? (['TIPO_NO_ADMITIDO'] as const) : []),
    ...(path.includes('{') ? (['NO_EXISTE'] as const) : []),
    ...rejects,
  ];
}

/** Whether a command takes more than its path says. */
function takesBody(accepts: { readonly shape: object }, path: string): boolean {
  return Object.keys(accepts.shape).some((name) => !path.includes(`{${name}}`));
}

function response(status: number, meanings: ReadonlyMap<string, Meaning>): Json {
  const headers = {
    ...(status === PROBLEMS.NO_AUTENTICADO.status && { 'WWW-Authenticate': ref('headers', 'WwwAuthenticate') }),
    ...([...meanings.values()].some(({ retryAfter }) => retryAfter) && {
      'Retry-After': ref('headers', 'RetryAfter'),
    }),
  };
  return {
    description: [...meanings].map(([code, { title }]) => `${code}: ${title}`).join('; '),
    ...(Object.keys(headers).length > 0 && { headers }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            ref('schemas', 'Problema'),
            { type: 'object', properties: { codigo: { enum: [...meanings.keys()] } } },
          ],
        },
        examples: Object.fromEntries(
          [...meanings].map(([code, { title }]) => [
            code,
            { value: { type: problemType(code), title, status, codigo: code } },
          ]),
        ),
      },
    },
  };
}
