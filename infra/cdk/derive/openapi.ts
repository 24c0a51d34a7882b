import * as z from 'zod';
import { type ApiRoute, PUBLIC } from './routes.ts';

type Json = Record<string, any>;

/** The OpenAPI 3.1 document of the API, derived from the declarations. */
export function openapiOf(routes: readonly ApiRoute[]): Json {
  const paths: Json = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Entregas de los Alpes',
      version: '1.0.0',
      description: 'Órdenes, bodegas y vehículos de la última milla.',
    },
    servers: [{ url: '.' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problema: PROBLEM },
    },
  };
}

const PROBLEM: Json = {
  type: 'object',
  description: 'Detalles de un problema (RFC 9457)',
  required: ['type', 'title', 'status', 'codigo'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    codigo: { type: 'string' },
    errores: {
      type: 'array',
      items: { type: 'object', properties: { campo: { type: 'string' }, mensaje: { type: 'string' } } },
    },
  },
};

const OUTCOME: Json = {
  type: 'object',
  required: ['id', 'version', 'flujo'],
  properties: { id: { type: 'string' }, version: { type: 'integer' }, flujo: { type: 'string' } },
};

function operationOf({ declared, path, method, scope }: ApiRoute): Json {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const base = {
    operationId: declared.name,
    tags: [declared.context.name],
    ...(scope === PUBLIC ? { security: [] } : { 'x-scope': scope }),
  };
  switch (declared.kind) {
    case 'command': {
      const { accepts, example, rejects, creates } = { creates: false, ...declared.declaration };
      const schema = jsonSchema(accepts);
      const body = without(schema, inPath);
      const meanings = rejects.map((code) => [code, declared.context.rejections[code]] as const);
      return {
        ...base,
        parameters: [...pathParameters(schema, inPath), IDEMPOTENCY],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: body, example: drop(example, inPath) } },
        },
        responses: { [creates ? '201' : '200']: json('Hecho', OUTCOME), ...problems(meanings, method) },
      };
    }
    case 'query': {
      const { accepts, answers, kind } = declared.declaration;
      const schema = jsonSchema(accepts);
      const answer = jsonSchema(answers, 'output');
      const page = {
        type: 'object',
        properties: { elementos: { type: 'array', items: answer }, siguiente: { type: 'string' } },
      };
      return {
        ...base,
        parameters: [
          ...pathParameters(schema, inPath),
          ...queryParameters(schema, inPath),
          ...(kind === 'list' ? PAGING : kind === 'row' ? WAITING : []),
        ],
        responses: {
          200: json('La respuesta', kind === 'list' ? page : kind === 'row' ? withVersion(answer) : answer),
          304: { description: 'Sin cambios' },
          ...problems([], method),
        },
      };
    }
    default:
      return { ...base, responses: { 200: { description: 'El documento' } } };
  }
}

const IDEMPOTENCY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
  description: 'La misma clave repite la respuesta y no hace nada más',
};
const PAGING: Json[] = [
  { name: 'cursor', in: 'query', schema: { type: 'string' }, description: 'El "siguiente" de la página anterior' },
  { name: 'limite', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
];
const WAITING: Json[] = [
  {
    name: 'desdeVersion',
    in: 'query',
    schema: { type: 'integer', minimum: 1 },
    description: 'Espera, hasta 5 s, a que la vista muestre esta versión',
  },
];

function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}

/** A row also tells the version of its stream that it shows. */
function withVersion(answer: Json): Json {
  return {
    ...answer,
    properties: { ...answer.properties, version: { type: 'integer' } },
    required: [...(answer.required ?? []), 'version'],
  };
}

function pathParameters(schema: Json, names: readonly string[]): Json[] {
  return names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: schema.properties?.[name] ?? { type: 'string' },
  }));
}

function queryParameters(schema: Json, inPath: readonly string[]): Json[] {
  return Object.entries((schema.properties ?? {}) as Json)
    .filter(([name]) => !inPath.includes(name))
    .map(([name, property]) => ({
      name,
      in: 'query',
      required: schema.required?.includes(name) ?? false,
      schema: property,
    }));
}

function without(schema: Json, names: readonly string[]): Json {
  const required = ((schema.required ?? []) as string[]).filter((name) => !names.includes(name));
  return { ...schema, properties: drop(schema.properties ?? {}, names), ...(schema.required && { required }) };
}

function drop(object: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

function json(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

function problems(
  meanings: readonly (readonly [string, { status: number; title: string } | undefined])[],
  method: string,
): Json {
  const general: [number, string][] = [
    [400, 'ENTRADA_INVALIDA: la petición tiene datos que no son válidos'],
    [401, 'NO_AUTENTICADO: se necesita un token válido'],
    [403, 'SIN_PERMISO: el token no da permiso'],
    ...(method === 'GET' ? ([[404, 'NO_EXISTE: no existe']] as [number, string][]) : []),
    [503, 'Vuelva a intentarlo'],
  ];
  const own = meanings.map(([code, meaning]): [number, string] => [
    meaning?.status ?? 422,
    `${code}: ${meaning?.title ?? code}`,
  ]);
  const byStatus = new Map<number, string[]>();
  for (const [status, text] of [...general, ...own]) byStatus.set(status, [...(byStatus.get(status) ?? []), text]);
  return Object.fromEntries(
    [...byStatus].map(([status, texts]) => [
      status,
      {
        description: texts.join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problema' } } },
      },
    ]),
  );
}
