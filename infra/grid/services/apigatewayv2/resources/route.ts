import { AwsError, type JsonObject, type ResourceType } from '../../../service.ts';
import { flagOf, refusal } from '../../apigateway/properties.ts';
import { idOf } from '../../apigateway/state.ts';
import type { Registry } from '../registry.ts';
import type { Route, WebSocketApi } from '../state.ts';
import { httpRouteOf } from './http/route.ts';
import { actedOf, refuseOthers } from './protocol.ts';
import { targetOf } from './target.ts';

const idFor = (stack: string, logicalId: string) => idOf(`${stack}/${logicalId}`, 7);
const OF = { WEBSOCKET: ['RouteResponseSelectionExpression'], HTTP: ['AuthorizationScopes'] };

/** `AWS::ApiGatewayV2::Route`. */
export function routeType(registry: Registry): ResourceType {
  return {
    acted: actedOf(['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'ApiKeyRequired'], OF),
    inert: { OperationName: 'Documentation.' },
    ensure({ stack, logicalId, properties }) {
      const api = registry.api(properties.ApiId);
      const id = idFor(stack, logicalId);
      const key = String(properties.RouteKey);
      for (const other of api.draft.routes.values()) {
        if (other.key === key && other.id !== id)
          throw new AwsError('ConflictException', `Route with key ${key} already exists for this API`, 409);
      }
      refuseOthers(api.protocol, OF, properties);
      if (flagOf(properties.ApiKeyRequired)) throw refusal('ApiKeyRequired');
      if (api.protocol === 'HTTP') api.draft.routes.set(id, httpRouteOf(api, id, properties));
      else api.draft.routes.set(id, routeOf(api, id, properties));
      return { ref: id, attributes: { RouteId: id } };
    },
    remove({ stack, logicalId, properties }) {
      registry.find(properties.ApiId)?.draft.routes.delete(idFor(stack, logicalId));
    },
  };
}

/** `AWS::ApiGatewayV2::RouteResponse`: with it, what the integration of a route answers goes to the client. */
export function routeResponseType(registry: Registry): ResourceType {
  return {
    acted: ['ApiId', 'RouteId', 'RouteResponseKey'],
    inert: {},
    ensure({ stack, logicalId, properties }) {
      const api = registry.api(properties.ApiId);
      if (api.protocol !== 'WEBSOCKET') throw refusal('a RouteResponse of an API with ProtocolType HTTP');
      const { draft } = api;
      const routeId = String(properties.RouteId);
      if (!draft.routes.has(routeId))
        throw new AwsError('NotFoundException', 'Invalid Route identifier specified', 404);
      onlyDefault('RouteResponseKey', properties.RouteResponseKey);
      const id = idFor(stack, logicalId);
      draft.routeResponses.set(id, routeId);
      return { ref: id, attributes: { RouteResponseId: id } };
    },
    remove({ stack, logicalId, properties }) {
      registry.of('WEBSOCKET', properties.ApiId)?.draft.routeResponses.delete(idFor(stack, logicalId));
    },
  };
}

function routeOf(api: WebSocketApi, id: string, properties: JsonObject): Route {
  if (properties.RouteResponseSelectionExpression !== undefined)
    onlyDefault('RouteResponseSelectionExpression', properties.RouteResponseSelectionExpression);
  const authorizerId = authorizerOf(api, properties);
  const integrationId = targetOf(api, properties.Target);
  return {
    id,
    key: String(properties.RouteKey),
    ...(integrationId && { integrationId }),
    ...(authorizerId && { authorizerId }),
  };
}

function authorizerOf(
  api: WebSocketApi,
  { RouteKey, AuthorizationType = 'NONE', AuthorizerId }: JsonObject,
): string | undefined {
  if (AuthorizationType === 'NONE') return undefined;
  if (AuthorizationType !== 'CUSTOM') throw refusal(`AuthorizationType ${AuthorizationType}`);
  if (RouteKey !== '$connect')
    throw new AwsError('BadRequestException', 'Currently, authorization is restricted to the $connect route only');
  if (!api.draft.authorizers.has(AuthorizerId))
    throw new AwsError('BadRequestException', `Invalid authorizer ID specified: ${AuthorizerId}`);
  return AuthorizerId;
}

function onlyDefault(where: string, key: unknown): void {
  if (key !== '$default') throw refusal(`${where} ${key} ($default)`);
}
