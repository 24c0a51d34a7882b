import { AwsError, type JsonObject, type ResourceType } from '../../../service.ts';
import { flagOf, placeOf, refusal } from '../properties.ts';
import type { Registry } from '../registry.ts';
import { type Api, idOf, type Method } from '../state.ts';
import { integrationOf, requiredOnly } from './integration.ts';

const VERBS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY']);

/** `AWS::ApiGateway::Method`. */
export function methodType(registry: Registry): ResourceType {
  return {
    acted: [
      'RestApiId',
      'ResourceId',
      'HttpMethod',
      'AuthorizationType',
      'AuthorizerId',
      'ApiKeyRequired',
      'Integration',
      'OperationName',
      'RequestModels',
      'RequestParameters',
      'RequestValidatorId',
    ],
    inert: {
      MethodResponses: 'They document what a method answers; a Lambda proxy answers what it wants.',
    },
    check: ({ properties }) => void checkedMethod(properties),
    ensure({ properties }) {
      const api = registry.api(properties.RestApiId);
      const { verb } = defineMethod(api, properties.ResourceId, properties);
      return { ref: idOf(`${api.id}/${properties.ResourceId}/${verb}`, 12), attributes: {} };
    },
    remove({ properties }) {
      registry.find(properties.RestApiId)?.draft.methods.delete(`${properties.ResourceId}/${properties.HttpMethod}`);
    },
  };
}

/** Puts a method, in CloudFormation's spelling, on a resource of `api`. */
export function defineMethod(api: Api, resourceId: string, properties: JsonObject): Method {
  if (!api.draft.resources.has(resourceId)) {
    throw new AwsError('NotFoundException', 'Invalid Resource identifier specified', 404);
  }
  const { verb, integration } = checkedMethod(properties);
  const authorizerId = authorizerOf(api, properties);
  const method: Method = {
    resourceId,
    verb,
    ...(properties.OperationName && { operationName: String(properties.OperationName) }),
    ...(authorizerId && { authorizerId }),
    requiredParameters: requiredOnly(properties.RequestParameters ?? {}).map((name) =>
      placeOf(name, 'RequestParameters'),
    ),
    requestModels: properties.RequestModels ?? {},
    ...(properties.RequestValidatorId && { validatorId: String(properties.RequestValidatorId) }),
    integration,
  };
  api.draft.methods.set(`${resourceId}/${verb}`, method);
  return method;
}

/** What can be said of a method without its API. @throws AwsError for what it cannot be here. */
function checkedMethod(properties: JsonObject): Pick<Method, 'verb' | 'integration'> {
  const verb = String(properties.HttpMethod).toUpperCase();
  if (!VERBS.has(verb)) throw new AwsError('BadRequestException', `Invalid HttpMethod specified: ${verb}`);
  if (flagOf(properties.ApiKeyRequired)) throw refusal('ApiKeyRequired');
  const { AuthorizationType: type = 'NONE' } = properties;
  if (type !== 'NONE' && type !== 'CUSTOM') throw refusal(`AuthorizationType ${type}`);
  return { verb, integration: integrationOf(properties.Integration) };
}

function authorizerOf(api: Api, properties: JsonObject): string | undefined {
  if ((properties.AuthorizationType ?? 'NONE') === 'NONE') return undefined;
  const id = String(properties.AuthorizerId ?? '');
  if (!api.draft.authorizers.has(id))
    throw new AwsError(
      'BadRequestException',
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM requires a valid authorizer.',
    );
  return id;
}
