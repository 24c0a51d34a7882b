import { ACCOUNT, type JsonObject } from '../../../service.ts';
import { decode } from '../compile/routes.ts';
import { executeApiArn, type Place } from '../state.ts';
import type { Exchange } from './exchange.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The `requestContext` of events to functions. */
export function requestContext(exchange: Exchange): Record<string, unknown> {
  const { stage, method, headers } = exchange;
  return {
    resourceId: method?.resourceId,
    ...(exchange.authorizer && { authorizer: exchange.authorizer }),
    resourcePath: method?.resourcePath,
    ...(method?.operationName && { operationName: method.operationName }),
    httpMethod: exchange.verb,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: requestTime(exchange.at),
    path: `/${stage.name}${exchange.sentPath}`,
    accountId: ACCOUNT,
    protocol: exchange.protocol,
    stage: stage.name,
    domainPrefix: stage.api.id,
    requestTimeEpoch: exchange.at,
    requestId: exchange.requestId,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: exchange.sourceIp,
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: headers.lower['user-agent'] ?? null,
      user: null,
    },
    domainName: headers.lower.host,
    deploymentId: stage.deploymentId,
    apiId: stage.api.id,
  };
}

/** The ARN that authorizers and policies know this request by: method and path as they were asked for. */
export function methodArn({ stage, verb, path }: Exchange): string {
  const asked = path.includes('%') ? path.split('/').map(decode).join('/') : path;
  return executeApiArn(stage.api.id, `${stage.name}/${verb}${asked}`);
}

/** What templates see: `$context`, `$input`, `$stageVariables`, `$method` (of gateway responses) and `$util`. */
export function templateScope(exchange: Exchange, more: Record<string, unknown> = {}): Record<string, unknown> {
  const parameters = {
    path: exchange.pathParameters ?? {},
    querystring: exchange.query?.single ?? {},
    header: exchange.headers.single,
  };
  return {
    context: { ...requestContext(exchange), ...errorOf(exchange), ...more },
    stageVariables: exchange.stage.variables ?? {},
    method: { request: parameters },
    input: {
      body: exchange.body.toString(),
      params: (name?: string) => (name === undefined ? parameters : firstOf(parameters, name)),
    },
    util: { escapeJavaScript: (text: unknown) => JSON.stringify(String(text)).slice(1, -1) },
  };
}

/** The value at `place`, or `undefined`. */
export function valueAt(exchange: Exchange, place: Place): string | undefined {
  switch (place.in) {
    case 'header':
      return exchange.headers.lower[place.name.toLowerCase()];
    case 'querystring':
      return exchange.query?.single[place.name];
    case 'path':
      return exchange.pathParameters?.[place.name];
    case 'stageVariables':
      return exchange.stage.variables?.[place.name];
    case 'context':
      return contextValue(exchange, place.name);
  }
}

/** A value for a header, given as `'literal'`, `context.…`, `stageVariables.…` or `method.request.…`. */
export function mappedValue(exchange: Exchange, source: string): string | undefined {
  if (source.startsWith("'")) return source.slice(1, -1);
  const [first = '', second = '', ...rest] = source.split('.');
  if (first === 'method') return valueAt(exchange, { in: rest[0] as Place['in'], name: rest.slice(1).join('.') });
  return valueAt(exchange, { in: first as Place['in'], name: [second, ...rest].join('.') });
}

function contextValue(exchange: Exchange, name: string): string | undefined {
  let value: JsonObject | null | undefined = { ...requestContext(exchange), ...errorOf(exchange) };
  for (const part of name.split('.')) value = value?.[part];
  return value === undefined || value === null ? undefined : String(value);
}

function errorOf({ failure }: Exchange): Record<string, unknown> {
  if (!failure) return {};
  return {
    error: {
      message: failure.said,
      messageString: JSON.stringify(failure.said),
      responseType: failure.type,
      ...(failure.validation && { validationErrorString: JSON.stringify(failure.validation).slice(1, -1) }),
    },
  };
}

function firstOf(
  parameters: Record<'path' | 'querystring' | 'header', Record<string, string>>,
  name: string,
): string | undefined {
  return parameters.path[name] ?? parameters.querystring[name] ?? parameters.header[name];
}

/** `09/Apr/2015:12:34:56 +0000`. */
export function requestTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
