import { ACCOUNT } from '../../../service.ts';
import { requestTime } from '../../apigateway/request/context.ts';
import type { Place } from '../../apigateway/state.ts';
import { domainOf } from '../resources/api.ts';
import { type Caller, type HttpExchange, type Routed, shownPath } from './exchange.ts';

/**
 * The `$context` of identity sources and access logs; `routed` once it is known.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export function contextVariables(exchange: HttpExchange, routed: Routed | undefined): Record<string, unknown> {
  const { api, stage, verb, at, headers, protocol, sourceIp, requestId } = exchange;
  return {
    accountId: ACCOUNT,
    apiId: api.id,
    ...(routed?.caller && { authorizer: authorizerVariables(routed.caller) }),
    domainName: domainOf(api.id),
    domainPrefix: api.id,
    extendedRequestId: requestId,
    httpMethod: verb,
    identity: { sourceIp, userAgent: headers.lower['user-agent'] },
    path: shownPath(exchange),
    protocol,
    requestId,
    requestTime: requestTime(at),
    requestTimeEpoch: at,
    ...(routed && { routeKey: routed.route.key }),
    stage: stage.name,
  };
}

/** What `$context.authorizer` and the authorizer of payload format 1.0 have of a caller. */
export function authorizerVariables(caller: Caller): Record<string, unknown> {
  if ('claims' in caller) return { claims: caller.claims, scopes: caller.scopes };
  const { principalId, context } = caller;
  return { ...(principalId !== undefined && { principalId }), ...context };
}

/** The value at an identity source; `undefined` where there is none. */
export function valueAt(routed: Routed, { in: where, name }: Place): string | undefined {
  const { exchange } = routed;
  switch (where) {
    case 'header':
      return exchange.headers.lower[name.toLowerCase()];
    case 'querystring':
      return exchange.query?.multi[name]?.join(',');
    case 'stageVariables':
      return exchange.stage.variables[name];
    default: {
      let value: unknown = contextVariables(exchange, routed);
      for (const part of name.split('.')) value = (value as Record<string, unknown> | undefined)?.[part];
      return value === undefined ? undefined : String(value);
    }
  }
}
