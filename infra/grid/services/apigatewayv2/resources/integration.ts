import { AwsError, type JsonObject, type ResourceType } from '../../../service.ts';
import { functionOf, numberOf, refusal } from '../../apigateway/properties.ts';
import { idOf } from '../../apigateway/state.ts';
import { LIMITS } from '../limits.ts';
import type { Registry } from '../registry.ts';
import type { Integration } from '../state.ts';
import { httpIntegrationOf } from './http/integration.ts';
import { actedOf, refuseOthers } from './protocol.ts';

const idFor = (stack: string, logicalId: string) => idOf(`${stack}/${logicalId}`, 7);
const OF = { WEBSOCKET: [], HTTP: ['PayloadFormatVersion'] };

/** `AWS::ApiGatewayV2::Integration`: the invocation of a function, and for HTTP APIs another server too. */
export function integrationType(registry: Registry): ResourceType {
  return {
    acted: actedOf(
      [
        ...['ApiId', 'IntegrationType', 'IntegrationUri', 'IntegrationMethod', 'CredentialsArn', 'TimeoutInMillis'],
        'ConnectionType',
      ],
      OF,
    ),
    inert: {
      ContentHandlingStrategy: 'A proxy integration gets text: binary frames close the connection.',
      Description: 'Documentation.',
      PassthroughBehavior: 'A proxy integration maps nothing.',
    },
    ensure({ stack, logicalId, properties }) {
      const id = idFor(stack, logicalId);
      const api = registry.api(properties.ApiId);
      refuseOthers(api.protocol, OF, properties);
      if (api.protocol === 'HTTP') api.draft.integrations.set(id, httpIntegrationOf(id, properties));
      else api.draft.integrations.set(id, integrationOf(id, properties));
      return { ref: id, attributes: { IntegrationId: id } };
    },
    remove({ stack, logicalId, properties }) {
      registry.find(properties.ApiId)?.draft.integrations.delete(idFor(stack, logicalId));
    },
  };
}

/** `AWS::ApiGatewayV2::IntegrationResponse`, which a proxy integration does not look at. */
export function integrationResponseType(registry: Registry): ResourceType {
  const mapsNothing = 'A proxy integration maps nothing.';
  return {
    acted: ['ApiId', 'IntegrationId'],
    inert: {
      ContentHandlingStrategy: mapsNothing,
      IntegrationResponseKey: mapsNothing,
      ResponseParameters: mapsNothing,
      ResponseTemplates: mapsNothing,
      TemplateSelectionExpression: mapsNothing,
    },
    ensure({ stack, logicalId, properties }) {
      const api = registry.api(properties.ApiId);
      if (api.protocol !== 'WEBSOCKET') throw refusal('an IntegrationResponse of an API with ProtocolType HTTP');
      if (!api.draft.integrations.has(properties.IntegrationId))
        throw new AwsError('NotFoundException', 'Invalid Integration identifier specified', 404);
      const id = idFor(stack, logicalId);
      return { ref: id, attributes: { IntegrationResponseId: id } };
    },
    remove: () => {},
  };
}

function integrationOf(id: string, properties: JsonObject): Integration {
  if (properties.IntegrationType !== 'AWS_PROXY') throw refusal(`IntegrationType ${properties.IntegrationType}`);
  if ((properties.ConnectionType ?? 'INTERNET') !== 'INTERNET')
    throw refusal(`ConnectionType ${properties.ConnectionType}`);
  if ((properties.IntegrationMethod ?? 'POST') !== 'POST')
    throw refusal(`IntegrationMethod ${properties.IntegrationMethod} with AWS_PROXY (POST)`);
  const timeoutMs = numberOf(properties.TimeoutInMillis, LIMITS.integrationMs.most);
  if (!(timeoutMs >= LIMITS.integrationMs.least && timeoutMs <= LIMITS.integrationMs.most))
    throw new AwsError('BadRequestException', 'Timeout should be between 50 ms and 29000 ms');
  return {
    id,
    functionArn: functionOf(properties.IntegrationUri, 'IntegrationUri'),
    ...(properties.CredentialsArn && { credentials: String(properties.CredentialsArn) }),
    timeoutMs,
  };
}
