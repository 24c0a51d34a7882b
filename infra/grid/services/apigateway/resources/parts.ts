import type { Deployed, JsonObject, ResourceInput, ResourceType } from '../../../service.ts';
import { flagOf, numberOf, refusal } from '../properties.ts';
import type { Registry } from '../registry.ts';
import { FAILURES } from '../request/failures.ts';
import { type Api, type GatewayResponse, idOf } from '../state.ts';

/** `AWS::ApiGateway::RequestValidator`. */
export function validatorType(registry: Registry): ResourceType {
  return {
    acted: ['RestApiId', 'Name', 'ValidateRequestBody', 'ValidateRequestParameters'],
    inert: {},
    ensure({ properties, defaultName }) {
      const id = defineValidator(registry.api(properties.RestApiId), properties.Name ?? defaultName, properties);
      return { ref: id, attributes: { RequestValidatorId: id } };
    },
    remove({ properties, defaultName }) {
      const api = registry.find(properties.RestApiId);
      api?.draft.validators.delete(validatorId(api, properties.Name ?? defaultName));
    },
  };
}

/** `AWS::ApiGateway::Model`. */
export function modelType(registry: Registry): ResourceType {
  const nameOf = ({ properties, logicalId }: ResourceInput): string => properties.Name ?? logicalId;
  return {
    acted: ['RestApiId', 'Name', 'Schema', 'ContentType'],
    inert: { Description: 'Documentation.' },
    ensure(resource): Deployed {
      const { Schema, RestApiId } = resource.properties;
      const schema = typeof Schema === 'string' ? JSON.parse(Schema) : (Schema ?? {});
      registry.api(RestApiId).draft.models.set(nameOf(resource), schema);
      return { ref: nameOf(resource), attributes: {} };
    },
    remove(resource) {
      registry.find(resource.properties.RestApiId)?.draft.models.delete(nameOf(resource));
    },
  };
}

/** `AWS::ApiGateway::GatewayResponse`. */
export function gatewayResponseType(registry: Registry): ResourceType {
  return {
    acted: ['RestApiId', 'ResponseType', 'StatusCode', 'ResponseParameters', 'ResponseTemplates'],
    inert: {},
    ensure({ properties }) {
      const api = registry.api(properties.RestApiId);
      defineGatewayResponse(api, properties.ResponseType, properties);
      const id = `${api.id}:${properties.ResponseType}`;
      return { ref: id, attributes: { Id: id } };
    },
    remove({ properties }) {
      registry.find(properties.RestApiId)?.draft.gatewayResponses.delete(properties.ResponseType);
    },
  };
}

/** `AWS::ApiGateway::Account`, which on AWS gives API Gateway the role to write its logs with. */
export function accountType(): ResourceType {
  return {
    acted: [],
    inert: { CloudWatchRoleArn: 'The grid writes access logs without a role.' },
    ensure: ({ defaultName }) => ({ ref: defaultName, attributes: { Id: defaultName } }),
    remove: () => {},
  };
}

/** Puts a validator, in CloudFormation's spelling, on `api` and gives its id. */
export function defineValidator(api: Api, name: string, properties: JsonObject): string {
  const id = validatorId(api, name);
  const body = flagOf(properties.ValidateRequestBody);
  api.draft.validators.set(id, { id, name, body, parameters: flagOf(properties.ValidateRequestParameters) });
  return id;
}

/** Sets how `api` words the answers of `type`, in CloudFormation's spelling. */
export function defineGatewayResponse(api: Api, type: string, properties: JsonObject): void {
  if (!(type in FAILURES) && type !== 'DEFAULT_4XX' && type !== 'DEFAULT_5XX') throw refusal(`GatewayResponse ${type}`);
  const parameters: Record<string, string> = properties.ResponseParameters ?? {};
  for (const [key, value] of Object.entries(parameters)) {
    const source = /^'.*'$|^context\.|^stageVariables\.|^method\.request\.(header|querystring|path)\./s;
    if (!key.startsWith('gatewayresponse.header.') || !source.test(String(value))) {
      throw refusal(`GatewayResponse.ResponseParameters ${key}: ${value}`);
    }
  }
  const response: GatewayResponse = {
    type,
    ...(properties.StatusCode && { statusCode: numberOf(properties.StatusCode, 0) }),
    parameters,
    templates: properties.ResponseTemplates ?? {},
  };
  api.draft.gatewayResponses.set(type, response);
}

function validatorId(api: Api, name: string): string {
  return idOf(`${api.id}/validators/${name}`, 6);
}
