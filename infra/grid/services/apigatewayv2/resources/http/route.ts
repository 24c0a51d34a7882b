import { AwsError, type JsonObject } from '../../../../service.ts';
import { refusal } from '../../../apigateway/properties.ts';
import { patternOf } from '../../http/routing.ts';
import type { HttpApi, HttpRoute } from '../../state.ts';
import { targetOf } from '../target.ts';

/** The authorizer's type by a route's. */
const TYPES: Readonly<Record<string, string>> = { JWT: 'JWT', CUSTOM: 'REQUEST' };

/** Reads a route of an HTTP API. @throws AwsError for one that it cannot have here. */
export function httpRouteOf(api: HttpApi, id: string, properties: JsonObject): HttpRoute {
  const key = String(properties.RouteKey);
  const pattern = patternOf(key);
  if (!pattern)
    throw new AwsError(
      'BadRequestException',
      `The provided route key ${key} is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"`,
    );
  const authorizerId = authorizerOf(api, properties);
  const integrationId = targetOf(api, properties.Target);
  return {
    id,
    key,
    pattern,
    scopes: scopesOf(properties),
    ...(integrationId && { integrationId }),
    ...(authorizerId && { authorizerId }),
  };
}

function authorizerOf(
  api: HttpApi,
  { AuthorizationType: type = 'NONE', AuthorizerId }: JsonObject,
): string | undefined {
  if (type === 'NONE') return undefined;
  if (!(type in TYPES)) throw refusal(`AuthorizationType ${type}`);
  if (api.draft.authorizers.get(AuthorizerId)?.type === TYPES[type]) return AuthorizerId;
  throw new AwsError(
    'BadRequestException',
    `Invalid authorizer ID specified. Setting the authorization type to ${type} requires a valid ${type} authorizer.`,
  );
}

function scopesOf({ AuthorizationType, AuthorizationScopes = [] }: JsonObject): string[] {
  if (AuthorizationType !== 'JWT' && AuthorizationScopes.length > 0)
    throw new AwsError(
      'BadRequestException',
      'Invalid Route authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types',
    );
  return AuthorizationScopes.map(String);
}
