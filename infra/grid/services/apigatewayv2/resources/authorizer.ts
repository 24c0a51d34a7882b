import { AwsError, type ResourceType } from '../../../service.ts';
import { functionOf, refusal } from '../../apigateway/properties.ts';
import { idOf, type Place } from '../../apigateway/state.ts';
import type { Registry } from '../registry.ts';
import { httpAuthorizerOf } from './http/authorizer.ts';
import { actedOf, refuseOthers } from './protocol.ts';

const OF = {
  WEBSOCKET: [],
  HTTP: ['AuthorizerPayloadFormatVersion', 'AuthorizerResultTtlInSeconds', 'EnableSimpleResponses', 'JwtConfiguration'],
};
const SOURCE = /^(?:route\.request\.(header|querystring)|(context|stageVariables))\.(.+)$/;

/**
 * `AWS::ApiGatewayV2::Authorizer`. One of a WebSocket API is of the type `REQUEST`, and is asked for every connection: there is
 * no cache of its results (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html).
 */
export function authorizerType(registry: Registry): ResourceType {
  const idFor = (stack: string, logicalId: string) => idOf(`${stack}/${logicalId}`, 6);
  return {
    acted: actedOf(
      ['ApiId', 'Name', 'AuthorizerType', 'AuthorizerUri', 'AuthorizerCredentialsArn', 'IdentitySource'],
      OF,
    ),
    inert: { IdentityValidationExpression: 'CloudFormation has no use for it either.' },
    ensure({ stack, logicalId, properties, defaultName }) {
      const api = registry.api(properties.ApiId);
      const id = idFor(stack, logicalId);
      refuseOthers(api.protocol, OF, properties);
      if (api.protocol === 'HTTP') {
        api.draft.authorizers.set(id, httpAuthorizerOf(id, properties.Name ?? defaultName, properties));
        return { ref: id, attributes: { AuthorizerId: id } };
      }
      if (properties.AuthorizerType !== 'REQUEST') throw refusal(`AuthorizerType ${properties.AuthorizerType}`);
      const sources: string[] = properties.IdentitySource ?? [];
      if (!Array.isArray(sources)) throw new AwsError('BadRequestException', 'IdentitySource is a list');
      api.draft.authorizers.set(id, {
        id,
        name: properties.Name ?? defaultName,
        functionArn: functionOf(properties.AuthorizerUri, 'AuthorizerUri'),
        ...(properties.AuthorizerCredentialsArn && { credentials: String(properties.AuthorizerCredentialsArn) }),
        identitySources: sources.map(placeOf),
      });
      return { ref: id, attributes: { AuthorizerId: id } };
    },
    remove({ stack, logicalId, properties }) {
      registry.find(properties.ApiId)?.draft.authorizers.delete(idFor(stack, logicalId));
    },
  };
}

function placeOf(source: string): Place {
  const [, request, other, name] = SOURCE.exec(String(source)) ?? [];
  const kind = request ?? other;
  if (!kind || !name) throw refusal(`IdentitySource ${source}`);
  return { in: kind as Place['in'], name };
}
