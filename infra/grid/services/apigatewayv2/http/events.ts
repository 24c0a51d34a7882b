import { ACCOUNT } from '../../../service.ts';
import { requestTime } from '../../apigateway/request/context.ts';
import { executeApiArn } from '../../apigateway/state.ts';
import { domainOf } from '../resources/api.ts';
import type { PayloadFormat } from '../state.ts';
import { authorizerVariables } from './context.ts';
import { decodedPath, type HttpExchange, type Routed, shownPath } from './exchange.ts';

/**
 * The event of a function behind a route, in the payload format of its integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function integrationEvent(routed: Routed, format: PayloadFormat): string {
  const { body } = routed.exchange;
  const binary = body.length > 0 && !isText(routed.exchange.headers.lower['content-type']);
  const text = body.length === 0 ? undefined : body.toString(binary ? 'base64' : 'utf8');
  if (format === '2.0') {
    const { stageVariables, pathParameters, ...members } = members2(routed);
    return JSON.stringify({
      version: '2.0',
      ...members,
      body: text,
      pathParameters,
      isBase64Encoded: binary,
      stageVariables,
    });
  }
  return JSON.stringify({ version: '1.0', ...members1(routed), body: text ?? null, isBase64Encoded: binary });
}

/**
 * The event of an authorizer's function, in its payload format. `identity`: the values of its identity sources.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function authorizerEvent(routed: Routed, format: PayloadFormat, identity: readonly string[]): string {
  const arn = routeArn(routed.exchange);
  const type = 'REQUEST';
  if (format === '2.0') {
    const identitySource = identity.length === 0 ? null : identity;
    return JSON.stringify({ version: '2.0', type, routeArn: arn, identitySource, ...members2(routed) });
  }
  const identitySource = identity.length === 0 ? null : identity.join(',');
  return JSON.stringify({
    version: '1.0',
    type,
    methodArn: arn,
    identitySource,
    authorizationToken: identitySource,
    ...members1(routed),
  });
}

/** The ARN that authorizers and policies know a request by: method and path as they were asked for. */
export function routeArn(exchange: HttpExchange): string {
  const { api, stage, verb } = exchange;
  return executeApiArn(api.id, `${stage.name}/${verb}${decodedPath(exchange)}`);
}

/** The ARN by which a function lets a route in. */
export function invocationArn({ exchange: { api, stage, verb }, route: { pattern } }: Routed): string {
  return executeApiArn(api.id, `${stage.name}/${pattern === '$default' ? pattern : `${verb}${pattern.path}`}`);
}

function requestContext({ exchange, route, caller }: Routed): Record<string, unknown> {
  const { api, stage, verb, at, headers, protocol, sourceIp, requestId } = exchange;
  return {
    accountId: ACCOUNT,
    apiId: api.id,
    ...(caller && { authorizer: 'claims' in caller ? { jwt: caller } : { lambda: caller.context } }),
    domainName: domainOf(api.id),
    domainPrefix: api.id,
    http: {
      method: verb,
      path: shownPath(exchange),
      protocol,
      sourceIp,
      userAgent: headers.lower['user-agent'] ?? '',
    },
    requestId,
    routeKey: route.key,
    stage: stage.name,
    time: requestTime(at),
    timeEpoch: at,
  };
}

function members2(routed: Routed) {
  const { exchange, route, pathParameters } = routed;
  const { query, rawQuery, stage } = exchange;
  const cookies = exchange.headers.lower.cookie;
  return {
    routeKey: route.key,
    rawPath: shownPath(exchange),
    rawQueryString: rawQuery,
    ...(cookies && { cookies: cookiesOf(exchange) }),
    headers: joinedHeaders(exchange),
    ...(query && { queryStringParameters: joined(query.multi) }),
    requestContext: requestContext(routed),
    pathParameters: unlessEmpty(pathParameters),
    stageVariables: unlessEmpty(stage.variables),
  };
}

function members1({ exchange, route, pathParameters, caller }: Routed) {
  const { api, stage, verb, at, headers, query, protocol, sourceIp, requestId, body } = exchange;
  const resource = route.pattern === '$default' ? route.pattern : route.pattern.path;
  const path = shownPath(exchange);
  const length = String(body.length);
  return {
    resource,
    path,
    httpMethod: verb,
    headers: { 'Content-Length': length, ...headers.single },
    multiValueHeaders: { 'Content-Length': [length], ...headers.multi },
    queryStringParameters: query?.single ?? null,
    multiValueQueryStringParameters: query?.multi ?? null,
    requestContext: {
      accountId: ACCOUNT,
      apiId: api.id,
      authorizer: caller ? authorizerVariables(caller) : { claims: null, scopes: null },
      domainName: domainOf(api.id),
      domainPrefix: api.id,
      extendedRequestId: requestId,
      httpMethod: verb,
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp,
        user: null,
        userAgent: headers.lower['user-agent'] ?? null,
        userArn: null,
      },
      path,
      protocol,
      requestId,
      requestTime: requestTime(at),
      requestTimeEpoch: at,
      resourceId: null,
      resourcePath: resource,
      stage: stage.name,
    },
    pathParameters: unlessEmpty(pathParameters) ?? null,
    stageVariables: unlessEmpty(stage.variables) ?? null,
  };
}

function joinedHeaders({ headers, body }: HttpExchange): Record<string, string> {
  const { cookie: _, ...others } = joined(headers.multi, (name) => name.toLowerCase());
  return { 'content-length': String(body.length), ...others };
}

function cookiesOf({ headers }: HttpExchange): string[] {
  const lines = Object.entries(headers.multi).flatMap(([name, values]) =>
    name.toLowerCase() === 'cookie' ? values : [],
  );
  return lines.flatMap((line) => line.split(';').map((cookie) => cookie.trim())).filter((cookie) => cookie !== '');
}

function joined(
  lists: Readonly<Record<string, readonly string[]>>,
  spell: (name: string) => string = (name) => name,
): Record<string, string> {
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [spell(name), values.join(',')]));
}

function unlessEmpty<T extends object>(record: T): T | undefined {
  return Object.keys(record).length === 0 ? undefined : record;
}

/**
 * Whether a body of that type is handed over as it is. AWS does not say which are; these were measured, a body without a
 * type and a form being none of them: https://github.com/ministackorg/ministack/pull/766
 */
function isText(contentType: string | undefined): boolean {
  return /^(?:text\/|application\/(?:json|xml|javascript)\s*(?:;|$))/i.test(contentType ?? '');
}
