import { REGION, type ResourceType } from '../../../service.ts';
import { flagOf, refusal } from '../../apigateway/properties.ts';
import { idOf } from '../../apigateway/state.ts';
import type { Registry } from '../registry.ts';
import { selectionOf } from '../selection.ts';
import { emptyApi } from '../state.ts';

/** `AWS::ApiGatewayV2::Api`, of the protocol `WEBSOCKET`. `forget` is called with the id of an API that is no longer. */
export function apiType(registry: Registry, forget: (apiId: string) => void): ResourceType {
  const idFor = (stack: string, logicalId: string) => idOf(`${stack}/${logicalId}`, 10);
  return {
    acted: ['Name', 'ProtocolType', 'RouteSelectionExpression', 'DisableExecuteApiEndpoint'],
    inert: {
      ApiKeySelectionExpression: 'API keys are refused.',
      Description: 'Documentation.',
      DisableSchemaValidation: 'Models are refused.',
      IpAddressType: 'Every API listens on the address that the grid was started with.',
      Tags: 'They are only for looking up.',
      Version: 'Documentation.',
    },
    ensure({ stack, logicalId, properties, defaultName }) {
      if (properties.ProtocolType !== 'WEBSOCKET') throw refusal(`ProtocolType ${properties.ProtocolType}`);
      if (flagOf(properties.DisableExecuteApiEndpoint))
        throw refusal('DisableExecuteApiEndpoint (there are no other domains)');
      const select = selectionOf(properties.RouteSelectionExpression);
      const id = idFor(stack, logicalId);
      const api = registry.find(id) ?? registry.add(emptyApi(id, select));
      api.name = properties.Name ?? defaultName;
      api.select = select;
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: `wss://${domainOf(id)}` } };
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
