import { AwsError, type JsonObject, type ResourceType } from '../../../service.ts';
import { functionOf, numberOf, placeOf, refusal } from '../properties.ts';
import type { Registry } from '../registry.ts';
import { type Api, type Authorizer, idOf } from '../state.ts';

const DEFAULT_TTL_SECONDS = 300;
const MAXIMUM_TTL_SECONDS = 3600;

/** `AWS::ApiGateway::Authorizer`. */
export function authorizerType(registry: Registry): ResourceType {
  return {
    acted: [
      'RestApiId',
      'Name',
      'Type',
      'AuthorizerUri',
      'AuthorizerCredentials',
      'AuthorizerResultTtlInSeconds',
      'IdentitySource',
      'IdentityValidationExpression',
    ],
    inert: { AuthType: 'A label for imports and exports.' },
    ensure({ properties, defaultName }) {
      const api = registry.api(properties.RestApiId);
      const { id } = defineAuthorizer(api, { ...properties, Name: properties.Name ?? defaultName });
      return { ref: id, attributes: { AuthorizerId: id } };
    },
    remove({ properties, defaultName }) {
      const api = registry.find(properties.RestApiId);
      api?.draft.authorizers.delete(authorizerId(api, properties.Name ?? defaultName));
    },
  };
}

/** Puts an authorizer, in CloudFormation's spelling, on `api`. */
export function defineAuthorizer(api: Api, properties: JsonObject): Authorizer {
  const type = properties.Type;
  if (type !== 'TOKEN' && type !== 'REQUEST') throw refusal(`Authorizer.Type ${type}`);
  const ttlSeconds = numberOf(properties.AuthorizerResultTtlInSeconds, DEFAULT_TTL_SECONDS);
  if (!(ttlSeconds >= 0 && ttlSeconds <= MAXIMUM_TTL_SECONDS)) {
    throw new AwsError('BadRequestException', 'Authorizer result TTL must be between 0 and 3600 seconds.');
  }
  const sources = identitySources(properties.IdentitySource);
  if (sources.length === 0 && (type === 'TOKEN' || ttlSeconds > 0)) {
    throw new AwsError('BadRequestException', 'Identity source is required for this authorizer.');
  }
  const authorizer: Authorizer = {
    id: authorizerId(api, properties.Name),
    name: properties.Name,
    type,
    functionArn: functionOf(properties.AuthorizerUri, 'AuthorizerUri'),
    ...(properties.AuthorizerCredentials && { credentials: String(properties.AuthorizerCredentials) }),
    identitySources: sources,
    ...(properties.IdentityValidationExpression && { validation: String(properties.IdentityValidationExpression) }),
    ttlSeconds,
  };
  api.draft.authorizers.set(authorizer.id, authorizer);
  return authorizer;
}

function authorizerId(api: Api, name: string): string {
  return idOf(`${api.id}/authorizers/${name}`, 6);
}

function identitySources(given: unknown): Authorizer['identitySources'] {
  const names = String(given ?? '')
    .split(',')
    .filter((name) => name.trim() !== '');
  return names.map((name) => placeOf(name, 'IdentitySource'));
}
