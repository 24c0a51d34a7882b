import type { AnyCommand } from '#shared/model/command.ts';
import type { AnyQuery } from '#shared/model/query.ts';
import type { Contract } from '#shared/model/technical.ts';
import { type Declared, servesPages } from './functions.ts';
import { COMPONENTS, ref } from './openapi/components.ts';
import { linksOf } from './openapi/links.ts';
import { problemResponses } from './openapi/problems.ts';
import { drop, type Json, jsonSchema, parameters, withMember, without } from './openapi/schemas.ts';
import type { ApiRoute } from './routes.ts';
import { PUBLIC } from './scope.ts';

const DESCRIPTION = `Órdenes, bodegas y vehículos de la última milla.

Todo error es un problema (RFC 9457) con un \`codigo\` estable. Todo POST admite \`Idempotency-Key\`: repetido con la
misma clave en 30 días da la misma respuesta y no hace nada más. Las consultas dan un \`ETag\` y admiten \`If-None-Match\`; las
listas van por páginas con \`cursor\`; una fila puede esperar la versión que un comando acaba de escribir con
\`desdeVersion\`.`;

/** The OpenAPI 3.1 document of the API, derived from the declarations. */
export function openapiOf(routes: readonly ApiRoute[]): Json {
  const paths: Json = {};
  const operations = routes.filter(({ declared }) => !servesPages(declared));
  for (const route of operations) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, operations) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Entregas de los Alpes', version: '1.0.0', description: DESCRIPTION },
    // Relative to the document itself, which lies at the root of the API's stage.
    servers: [{ url: '.' }],
    security: [{ token: [] }],
    tags: [...new Set(operations.map(({ declared }) => declared.context.name))].map((name) => ({ name })),
    paths,
    components: COMPONENTS,
  };
}

function operationOf(route: ApiRoute, operations: readonly ApiRoute[]): Json {
  const { declared, path, scope, docs } = route;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const shape = shapeOf(route, inPath, operations);
  return {
    operationId: declared.name,
    summary: docs.summary,
    description: docs.description,
    tags: [declared.context.name],
    // Since 3.1 the roles that an operation needs may stand beside any kind of security.
    security: scope === PUBLIC ? [] : [{ token: [scope] }],
    ...shape,
    responses: { ...shape.responses, ...problemResponses(route) },
  };
}

function shapeOf(route: ApiRoute, inPath: readonly string[], operations: readonly ApiRoute[]): Json {
  const { declared } = route;
  switch (declared.kind) {
    case 'command':
      return commandShape(declared, inPath, declared.declaration.creates ? linksOf(route, operations) : {});
    case 'query':
      return queryShape(declared, inPath);
    case 'technical':
      return technicalShape(declared, inPath);
    default:
      return {};
  }
}

function commandShape({ declaration }: Declared<'command'>, inPath: readonly string[], links: Json): Json {
  const { accepts, example, creates } = declaration;
  const schema = jsonSchema(accepts);
  const body = { schema: without(schema, inPath), example: drop(example, inPath) };
  return {
    parameters: [
      ...parameters(schema, { where: 'path', names: inPath, example }),
      ref('parameters', 'IdempotencyKey'),
      ref('parameters', 'CorrelationId'),
    ],
    // No body is an empty one.
    requestBody: { required: (body.schema.required ?? []).length > 0, content: { 'application/json': body } },
    responses: {
      [creates ? '201' : '200']: {
        description: creates ? 'Creado' : 'Hecho, o ya estaba hecho',
        headers: {
          ETag: ref('headers', 'ETag'),
          'Idempotency-Replayed': ref('headers', 'Replayed'),
          ...(creates && { Location: ref('headers', 'Location') }),
          'X-Correlation-Id': ref('headers', 'CorrelationId'),
        },
        content: { 'application/json': { schema: doneSchema(declaration) } },
        ...(Object.keys(links).length > 0 && { links }),
      },
    },
  };
}

/** What was written, and what the command tells beside it. */
function doneSchema({ tells }: AnyCommand): Json {
  const done = ref('schemas', 'Hecho');
  if (!tells) return done;
  // A schema that takes no other members would refuse those of the one beside it.
  const { additionalProperties: _closed, ...told } = jsonSchema(tells.schema, 'output');
  return { allOf: [done, told] };
}

function technicalShape({ declaration: { trigger } }: Declared<'technical'>, inPath: readonly string[]): Json {
  const { body, question } = trigger.on === 'http' ? trigger : {};
  if (question) return questionShape(question, inPath);
  if (!body) return { responses: { 200: { description: 'El documento' } } };
  const schema = jsonSchema(body.accepts);
  const { example } = body;
  return {
    parameters: [...parameters(schema, { where: 'path', names: inPath, example }), ref('parameters', 'CorrelationId')],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: without(schema, inPath), example: drop(example, inPath) } },
    },
    responses: {
      200: {
        description: 'Hecho',
        headers: { 'X-Correlation-Id': ref('headers', 'CorrelationId') },
        content: { 'application/json': { schema: jsonSchema(body.answers, 'output') } },
      },
    },
  };
}

function questionShape({ accepts, example, answers }: Contract, inPath: readonly string[]): Json {
  return {
    parameters: [
      ...questioned({ accepts, example }, inPath),
      ref('parameters', 'IfNoneMatch'),
      ref('parameters', 'CorrelationId'),
    ],
    responses: answered({ 'application/json': { schema: jsonSchema(answers, 'output') } }),
  };
}

function queryShape({ declaration }: Declared<'query'>, inPath: readonly string[]): Json {
  const { answers, kind } = declaration;
  const answer = jsonSchema(answers, 'output');
  const shown = {
    row: () => withMember(answer, 'version', shownVersion(declaration)),
    list: () => ({
      type: 'object',
      required: ['elementos'],
      properties: {
        elementos: { type: 'array', items: answer },
        siguiente: { type: 'string', description: 'El cursor de la página que sigue, si la hay' },
      },
    }),
    report: () => answer,
  }[kind]();
  return {
    parameters: [
      ...questioned(declaration, inPath),
      ...(kind === 'list' ? [ref('parameters', 'Cursor'), ref('parameters', 'Limite')] : []),
      ...(kind === 'row' ? [ref('parameters', 'DesdeVersion')] : []),
      ref('parameters', 'IfNoneMatch'),
      ref('parameters', 'CorrelationId'),
    ],
    responses: answered({
      'application/json': { schema: shown },
      ...(declaration.kind === 'report' &&
        declaration.csv && {
          'text/csv': {
            schema: { type: 'string', description: 'Una tabla; la primera línea nombra las columnas' },
          },
        }),
    }),
  };
}

/** The version that an answer shows: 0 where nobody has said anything yet, and that is no 404. */
function shownVersion(declaration: AnyQuery): Json {
  const unsaid = declaration.kind === 'row' && declaration.unsaid;
  return { type: 'integer', minimum: unsaid ? 0 : 1, description: 'La que muestra la vista' };
}

/** What a question is made of: what its path does not hold comes in the query string. */
function questioned({ accepts, example }: Pick<AnyQuery, 'accepts' | 'example'>, inPath: readonly string[]): Json[] {
  const schema = jsonSchema(accepts);
  const inQuery = Object.keys(schema.properties ?? {}).filter((name) => !inPath.includes(name));
  return [
    ...parameters(schema, { where: 'path', names: inPath, example }),
    ...parameters(schema, { where: 'query', names: inQuery, example }),
  ];
}

function answered(content: Json): Json {
  return {
    200: {
      description: 'La respuesta',
      headers: { ETag: ref('headers', 'ETag'), 'X-Correlation-Id': ref('headers', 'CorrelationId') },
      content,
    },
    304: { description: 'Sin cambios desde ese ETag', headers: { ETag: ref('headers', 'ETag') } },
  };
}
