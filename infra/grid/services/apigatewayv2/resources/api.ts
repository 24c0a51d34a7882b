import { AwsError, type JsonObject, REGION, type ResourceType } from '../../../service.ts';
import { flagOf, refusal } from '../../apigateway/properties.ts';
import { idOf } from '../../apigateway/state.ts';
import type { Registry } from '../registry.ts';
import { selectionOf } from '../selection.ts';
import { type Api, type Apis, emptyHttpApi, emptyWebSocketApi, type HttpApi, type WebSocketApi } from '../state.ts';
import { corsOf } from './http/cors.ts';
import { quickCreate } from './http/quickCreate.ts';
import { actedOf, refuseOthers } from './protocol.ts';
import type { StageListener } from './stage.ts';

const OF = { WEBSOCKET: [], HTTP: ['CorsConfiguration', 'Target', 'RouteKey', 'CredentialsArn'] };
/** What CloudFormation gives an HTTP API; there is no other that it may have. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: what a selection expression looks like
const HTTP_SELECTION = '${request.method} ${request.path}';

/** `AWS::ApiGatewayV2::Api`. `forget` is called with the id of an API that is no longer. */
export function apiType(registry: Registry, listener: StageListener, forget: (apiId: string) => void): ResourceType {
  const idFor = (stack: string, logicalId: string) => idOf(`${stack}/${logicalId}`, 10);
  return {
    acted: actedOf(['Name', 'ProtocolType', 'RouteSelectionExpression', 'DisableExecuteApiEndpoint'], OF),
    inert: {
      ApiKeySelectionExpression: 'API keys are refused.',
      Description: 'Documentation.',
      DisableSchemaValidation: 'Models are refused.',
      IpAddressType: 'Every API listens on the address that the grid was started with.',
      Tags: 'They are only for looking up.',
      Version: 'Documentation.',
    },
    ensure({ stack, logicalId, properties, defaultName }) {
      const protocol = protocolOf(properties);
      const id = idFor(stack, logicalId);
      const api = protocol === 'HTTP' ? httpApi(registry, id, properties) : webSocketApi(registry, id, properties);
      api.name = properties.Name ?? defaultName;
      if (api.protocol === 'HTTP') quickCreate(api, properties, listener);
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: endpointOf(api) } };
    },
    remove({ stack, logicalId }) {
      registry.delete(idFor(stack, logicalId));
      forget(idFor(stack, logicalId));
    },
  };
}

/** The name that AWS gives an API. */
export function domainOf(apiId: string): string {
  return `${apiId}.execute-api.${REGION}.amazonaws.com`;
}

/** The URL that AWS gives an API. */
export function endpointOf({ protocol, id }: Api): string {
  return `${protocol === 'HTTP' ? 'https' : 'wss'}://${domainOf(id)}`;
}

function protocolOf(properties: JsonObject): keyof Apis {
  const { ProtocolType: protocol } = properties;
  if (protocol !== 'WEBSOCKET' && protocol !== 'HTTP') throw refusal(`ProtocolType ${protocol}`);
  refuseOthers(protocol, OF, properties);
  if (flagOf(properties.DisableExecuteApiEndpoint))
    throw refusal('DisableExecuteApiEndpoint (there are no other domains)');
  return protocol;
}

function webSocketApi(registry: Registry, id: string, properties: JsonObject): WebSocketApi {
  const select = selectionOf(properties.RouteSelectionExpression);
  const api = registry.of('WEBSOCKET', id) ?? registry.add(emptyWebSocketApi(id, select));
  api.select = select;
  return api;
}

function httpApi(registry: Registry, id: string, properties: JsonObject): HttpApi {
  const { RouteSelectionExpression: selection = HTTP_SELECTION } = properties;
  if (selection !== HTTP_SELECTION)
    throw new AwsError('BadRequestException', `RouteSelectionExpression of an HTTP API is ${HTTP_SELECTION}`);
  const cors = corsOf(properties.CorsConfiguration);
  const api = registry.of('HTTP', id) ?? registry.add(emptyHttpApi(id));
  api.cors = cors;
  return api;
}
