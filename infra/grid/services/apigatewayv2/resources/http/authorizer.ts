import { AwsError, type JsonObject } from '../../../../service.ts';
import { flagOf, functionOf, numberOf, refusal } from '../../../apigateway/properties.ts';
import type { Place } from '../../../apigateway/state.ts';
import type { HttpAuthorizer, JwtAuthorizer, LambdaAuthorizer } from '../../state.ts';
import { payloadFormat } from './integration.ts';

const SOURCE = /^\$(?:request\.(header|querystring)|(context|stageVariables))\.(.+)$/;
const MAXIMUM_TTL_SECONDS = 3600;

/** Reads an authorizer of an HTTP API. @throws AwsError for one that it cannot have here. */
export function httpAuthorizerOf(id: string, name: string, properties: JsonObject): HttpAuthorizer {
  const { AuthorizerType: type, IdentitySource = [] } = properties;
  if (!Array.isArray(IdentitySource)) throw new AwsError('BadRequestException', 'IdentitySource is a list');
  const places = IdentitySource.map(placeOf);
  if (type === 'JWT') return jwtAuthorizer(id, name, { places, properties });
  if (type === 'REQUEST') return lambdaAuthorizer(id, name, { places, properties });
  throw refusal(`AuthorizerType ${type}`);
}

interface Given {
  readonly places: readonly Place[];
  readonly properties: JsonObject;
}

function jwtAuthorizer(id: string, name: string, { places, properties }: Given): JwtAuthorizer {
  const { Issuer: issuer, Audience: audience = [] } = properties.JwtConfiguration ?? {};
  const [identitySource, ...others] = places;
  if (!identitySource || others.length > 0)
    throw new AwsError('BadRequestException', 'A JWT authorizer has one identity source');
  if (!URL.canParse(issuer) || !/^https?:$/.test(new URL(issuer).protocol))
    throw new AwsError('BadRequestException', `Invalid issuer: ${issuer}. Issuer must be a valid URL`);
  if (!Array.isArray(audience) || audience.length === 0)
    throw new AwsError('BadRequestException', 'A JWT authorizer has a list of at least one audience');
  return { id, name, type: 'JWT', identitySource, issuer: String(issuer), audience: audience.map(String) };
}

function lambdaAuthorizer(id: string, name: string, { places, properties }: Given): LambdaAuthorizer {
  const format = payloadFormat('AuthorizerPayloadFormatVersion', properties.AuthorizerPayloadFormatVersion);
  const simple = flagOf(properties.EnableSimpleResponses);
  if (simple && format === '1.0')
    throw new AwsError('BadRequestException', 'EnableSimpleResponses needs AuthorizerPayloadFormatVersion 2.0');
  const ttlSeconds = numberOf(properties.AuthorizerResultTtlInSeconds, 0);
  if (!(ttlSeconds >= 0 && ttlSeconds <= MAXIMUM_TTL_SECONDS))
    throw new AwsError('BadRequestException', 'Authorizer result TTL must be between 0 and 3600 seconds.');
  if (ttlSeconds > 0 && places.length === 0)
    throw new AwsError('BadRequestException', 'Caching needs an authorizer with an identity source.');
  return {
    id,
    name,
    type: 'REQUEST',
    functionArn: functionOf(properties.AuthorizerUri, 'AuthorizerUri'),
    ...(properties.AuthorizerCredentialsArn && { credentials: String(properties.AuthorizerCredentialsArn) }),
    identitySources: places,
    format,
    simple,
    ttlSeconds,
  };
}

function placeOf(source: unknown): Place {
  const [, request, other, name] = SOURCE.exec(String(source)) ?? [];
  const kind = request ?? other;
  if (!kind || !name) throw refusal(`IdentitySource ${source}`);
  return { in: kind as Place['in'], name };
}
