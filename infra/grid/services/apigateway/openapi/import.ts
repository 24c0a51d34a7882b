import { AwsError, type JsonObject } from '../../../service.ts';
import { modelUrl } from '../compile/schema.ts';
import { refusal } from '../properties.ts';
import { defineAuthorizer } from '../resources/authorizer.ts';
import { defineMethod } from '../resources/method.ts';
import { defineGatewayResponse, defineValidator } from '../resources/parts.ts';
import { type Api, addResource } from '../state.ts';
import { integrationProperties } from './integration.ts';

/** What an import carries from the document's top to its operations. */
interface Names {
  readonly authorizers: ReadonlyMap<string, string>;
  readonly validators: ReadonlyMap<string, string>;
  readonly defaultValidator: string | undefined;
}

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const ANY = 'x-amazon-apigateway-any-method';

/**
 * Fills `api` from an OpenAPI 3.0 document with API Gateway's extensions:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export function importOpenApi(api: Api, document: JsonObject): void {
  if (!/^3\.0\./.test(String(document.openapi))) {
    throw refusal(`a Body that is not OpenAPI 3.0 (${document.openapi ?? `swagger ${document.swagger}`})`);
  }
  onlyExtensions(document, TOP, 'an OpenAPI document');
  api.binaryMediaTypes = document['x-amazon-apigateway-binary-media-types'] ?? api.binaryMediaTypes;
  api.minimumCompressionSize = document['x-amazon-apigateway-minimum-compression-size'] ?? api.minimumCompressionSize;
  api.policy = document['x-amazon-apigateway-policy'] ?? api.policy;
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    api.draft.models.set(name, withModelUrls(api.id, schema as JsonObject));
  }
  for (const [type, response] of Object.entries<JsonObject>(document['x-amazon-apigateway-gateway-responses'] ?? {})) {
    const { statusCode, responseParameters, responseTemplates } = response;
    const properties = {
      StatusCode: statusCode,
      ResponseParameters: responseParameters,
      ResponseTemplates: responseTemplates,
    };
    defineGatewayResponse(api, type, properties);
  }
  const names: Names = {
    authorizers: importAuthorizers(api, document.components?.securitySchemes ?? {}),
    validators: importValidators(api, document['x-amazon-apigateway-request-validators'] ?? {}),
    defaultValidator: document['x-amazon-apigateway-request-validator'],
  };
  for (const [path, item] of Object.entries<JsonObject>(document.paths ?? {}))
    importPath(api, document, names, { path, item });
}

const TOP = new Set([
  'x-amazon-apigateway-binary-media-types',
  'x-amazon-apigateway-minimum-compression-size',
  'x-amazon-apigateway-policy',
  'x-amazon-apigateway-gateway-responses',
  'x-amazon-apigateway-request-validators',
  'x-amazon-apigateway-request-validator',
  'x-amazon-apigateway-documentation',
  'x-amazon-apigateway-importexport-version',
]);

const OPERATION = new Set(['x-amazon-apigateway-integration', 'x-amazon-apigateway-request-validator']);

/** An extension that is not known could change what callers get, or who may call. */
function onlyExtensions(holder: JsonObject, known: ReadonlySet<string>, where: string): void {
  for (const name of Object.keys(holder)) {
    if (name.startsWith('x-amazon-apigateway-') && !known.has(name)) throw refusal(`${name} in ${where}`);
  }
}

function importAuthorizers(api: Api, schemes: Record<string, JsonObject>): Map<string, string> {
  const ids = new Map<string, string>();
  for (const [name, scheme] of Object.entries(schemes)) {
    const given = scheme['x-amazon-apigateway-authorizer'];
    if (!given) continue;
    const source =
      given.identitySource ?? (scheme.in === 'header' ? `method.request.header.${scheme.name}` : undefined);
    const { id } = defineAuthorizer(api, {
      Name: name,
      Type: String(given.type).toUpperCase(),
      AuthorizerUri: given.authorizerUri,
      AuthorizerCredentials: given.authorizerCredentials,
      AuthorizerResultTtlInSeconds: given.authorizerResultTtlInSeconds,
      IdentitySource: source,
      IdentityValidationExpression: given.identityValidationExpression,
    });
    ids.set(name, id);
  }
  return ids;
}

function importValidators(api: Api, validators: Record<string, JsonObject>): Map<string, string> {
  const entries = Object.entries(validators).map(
    ([name, { validateRequestBody, validateRequestParameters }]): [string, string] => [
      name,
      defineValidator(api, name, {
        ValidateRequestBody: validateRequestBody,
        ValidateRequestParameters: validateRequestParameters,
      }),
    ],
  );
  return new Map(entries);
}

function importPath(
  api: Api,
  document: JsonObject,
  names: Names,
  { path, item }: { path: string; item: JsonObject },
): void {
  const resourceId = resourceFor(api, path);
  for (const [key, operation] of Object.entries<JsonObject>(item)) {
    if (!VERBS.includes(key) && key !== ANY) continue;
    onlyExtensions(operation, OPERATION, `${key} ${path}`);
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) =>
      resolved(document, one),
    );
    const validator = operation['x-amazon-apigateway-request-validator'] ?? names.defaultValidator;
    const verb = key === ANY ? 'ANY' : key.toUpperCase();
    defineMethod(api, resourceId, {
      HttpMethod: verb,
      OperationName: operation.operationId,
      ...security(operation, document, names),
      RequestParameters: Object.fromEntries(parameters.map(parameterEntry)),
      RequestModels: models(api, `${verb} ${path}`, resolved(document, operation.requestBody ?? {})),
      RequestValidatorId: validator === undefined ? undefined : known(names.validators, validator, 'request validator'),
      Integration: integrationProperties(operation['x-amazon-apigateway-integration'], `${verb} ${path}`),
    });
  }
}

function resourceFor(api: Api, path: string): string {
  let id = api.rootId;
  for (const part of path.split('/').filter((segment) => segment !== '')) id = addResource(api, id, part).id;
  return id;
}

/** One authorizer at most, as API Gateway allows; an empty list means that nobody is asked. */
function security(operation: JsonObject, document: JsonObject, names: Names): JsonObject {
  const requirement = (operation.security ?? document.security ?? []) as Record<string, unknown>[];
  const [name, ...others] = requirement.flatMap((one) => Object.keys(one));
  if (name === undefined) return {};
  if (others.length > 0) throw refusal(`more than one security scheme on an operation (${name}, ${others.join(', ')})`);
  const id = names.authorizers.get(name);
  if (id === undefined) throw refusal(`the security scheme ${name}, which has no x-amazon-apigateway-authorizer`);
  return { AuthorizationType: 'CUSTOM', AuthorizerId: id };
}

function parameterEntry(parameter: JsonObject): [string, boolean] {
  const place = parameter.in === 'query' ? 'querystring' : parameter.in;
  return [`method.request.${place}.${parameter.name}`, parameter.required === true && place !== 'cookie'];
}

/** Model names by content type; a schema written in place becomes a model of its own. */
function models(api: Api, where: string, body: JsonObject): Record<string, string> {
  const entries = Object.entries<JsonObject>(body.content ?? {}).flatMap(([type, { schema }]): [string, string][] => {
    if (!schema) return [];
    const referred = /^#\/components\/schemas\/([^/]+)$/.exec(schema.$ref ?? '')?.[1];
    if (referred) return [[type, referred]];
    const name = `${where} ${type}`.replace(/[^A-Za-z0-9]+/g, '');
    api.draft.models.set(name, withModelUrls(api.id, schema));
    return [[type, name]];
  });
  return Object.fromEntries(entries);
}

function known(ids: ReadonlyMap<string, string>, name: string, kind: string): string {
  const id = ids.get(name);
  if (id === undefined)
    throw new AwsError('BadRequestException', `The ${kind} ${name} is not defined in the document.`);
  return id;
}

function resolved(document: JsonObject, value: JsonObject): JsonObject {
  if (typeof value.$ref !== 'string') return value;
  let target: JsonObject | undefined = document;
  for (const part of value.$ref.replace(/^#\//, '').split('/'))
    target = target?.[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  if (target === undefined) throw new AwsError('BadRequestException', `${value.$ref} is not in the document.`);
  return target;
}

function withModelUrls(apiId: string, schema: JsonObject): JsonObject {
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      key === '$ref' && typeof value === 'string'
        ? value.replace(/^#\/components\/schemas\//, modelUrl(apiId, ''))
        : value,
    ),
  );
}
