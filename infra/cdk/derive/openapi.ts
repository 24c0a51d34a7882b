import { personalPaths } from '#shared/model/personal.ts';
import type { Declared } from './functions.ts';
import { COMPONENTS, ref } from './openapi/components.ts';
import { problemResponses, type Refusals } from './openapi/problems.ts';
import { drop, type Json, jsonSchema, parameters, withMember, without } from './openapi/schemas.ts';
import { type ApiRoute, PUBLIC } from './routes.ts';

const DESCRIPTION = `Órdenes, bodegas y vehículos de la última milla.

Todo error es un problema (RFC 9457) con un \`codigo\` estable. Todo POST admite \`Idempotency-Key\`: repetido con la
misma clave da la misma respuesta y no hace nada más. Las consultas dan un \`ETag\` y admiten \`If-None-Match\`; las
listas van por páginas con \`cursor\`; una fila puede esperar la versión que un comando acaba de escribir con
\`desdeVersion\`.`;

/** The OpenAPI 3.1 document of the API, derived from the declarations. */
export function openapiOf(routes: readonly ApiRoute[]): Json {
  const paths: Json = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Entregas de los Alpes', version: '1.0.0', description: DESCRIPTION },
    // Relative to the document itself, which lies at the root of the API's stage.
    servers: [{ url: '.' }],
    security: [{ token: [] }],
    tags: [...new Set(routes.map(({ declared }) => declared.context.name))].map((name) => ({ name })),
    paths,
    components: COMPONENTS,
  };
}

function operationOf({ declared, path, scope }: ApiRoute): Json {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  return {
    operationId: declared.name,
    tags: [declared.context.name],
    // Since 3.1 the roles that an operation needs may stand beside any kind of security.
    security: scope === PUBLIC ? [] : [{ token: [scope] }],
    ...shapeOf(declared, inPath),
  };
}

function shapeOf(declared: Declared, inPath: readonly string[]): Json {
  switch (declared.kind) {
    case 'command':
      return commandShape(declared, inPath);
    case 'query':
      return queryShape(declared, inPath);
    default:
      return { responses: { 200: { description: 'El documento' } } };
  }
}

function commandShape({ declaration, context }: Declared<'command'>, inPath: readonly string[]): Json {
  const { accepts, example, rejects } = declaration;
  const creates = declaration.kind === 'command' && declaration.creates;
  const schema = jsonSchema(accepts);
  const own: Refusals = rejects.map((code) => [code, context.rejections[code] ?? { status: 422, title: code }]);
  const body = { schema: without(schema, inPath), example: drop(example, inPath) };
  return {
    parameters: [
      ...parameters(schema, { where: 'path', names: inPath, example }),
      ref('parameters', 'IdempotencyKey'),
      ref('parameters', 'CorrelationId'),
    ],
    requestBody: { required: Object.keys(body.schema.properties).length > 0, content: { 'application/json': body } },
    responses: {
      [creates ? '201' : '200']: {
        description: creates ? 'Creado' : 'Hecho, o ya estaba hecho',
        headers: {
          ETag: ref('headers', 'ETag'),
          ...(creates && { Location: ref('headers', 'Location') }),
          'X-Correlation-Id': ref('headers', 'CorrelationId'),
        },
        content: { 'application/json': { schema: ref('schemas', 'Hecho') } },
      },
      ...problemResponses([...generalOfCommand(declaration), ...own]),
    },
  };
}

function generalOfCommand(declaration: Declared<'command'>['declaration']): Refusals {
  const owned = declaration.kind === 'command' && declaration.owner !== undefined;
  return [
    ['CLAVE_REUTILIZADA', { status: 422, title: 'La clave de idempotencia ya se usó con otros datos' }],
    ['FLUJO_OCUPADO', { status: 503, title: 'Demasiadas operaciones a la vez sobre el mismo recurso' }],
    ...(owned ? ([['NO_ES_SUYO', { status: 403, title: 'Este recurso pertenece a otro cliente' }]] as Refusals) : []),
    ...(personalPaths(declaration.accepts).length > 0
      ? ([['CLIENTE_OLVIDADO', { status: 410, title: 'El cliente pidió que se olvidaran sus datos' }]] as Refusals)
      : []),
  ];
}

function queryShape({ declaration }: Declared<'query'>, inPath: readonly string[]): Json {
  const { accepts, answers, kind, example } = declaration;
  const schema = jsonSchema(accepts);
  const inQuery = Object.keys(schema.properties ?? {}).filter((name) => !inPath.includes(name));
  const answer = jsonSchema(answers, 'output');
  const shown = {
    row: () => withMember(answer, 'version', { type: 'integer', minimum: 1, description: 'La que muestra la vista' }),
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
      ...parameters(schema, { where: 'path', names: inPath, example }),
      ...parameters(schema, { where: 'query', names: inQuery, example }),
      ...(kind === 'list' ? [ref('parameters', 'Cursor'), ref('parameters', 'Limite')] : []),
      ...(kind === 'row' ? [ref('parameters', 'DesdeVersion')] : []),
      ref('parameters', 'IfNoneMatch'),
      ref('parameters', 'CorrelationId'),
    ],
    responses: {
      200: {
        description: 'La respuesta',
        headers: { ETag: ref('headers', 'ETag'), 'X-Correlation-Id': ref('headers', 'CorrelationId') },
        content: { 'application/json': { schema: shown } },
      },
      304: { description: 'Sin cambios desde ese ETag', headers: { ETag: ref('headers', 'ETag') } },
      ...problemResponses(generalOfQuery(declaration)),
    },
  };
}

function generalOfQuery(declaration: Declared<'query'>['declaration']): Refusals {
  const { kind } = declaration;
  const finds = kind === 'row' || (kind === 'list' && declaration.guard !== undefined);
  return [
    ...(finds ? ([['NO_EXISTE', { status: 404, title: 'No existe, o es de otro cliente' }]] as Refusals) : []),
    ...(kind === 'list' ? ([['CURSOR_INVALIDO', { status: 400, title: 'El cursor no es válido' }]] as Refusals) : []),
    ...(kind === 'row'
      ? ([['VISTA_ATRASADA', { status: 503, title: 'La vista aún no muestra la versión pedida' }]] as Refusals)
      : []),
  ];
}
