import type { IncomingMessage, ServerResponse } from 'node:http';
import { endpointUrlOf, type LocalUrl } from '../../localUrls.ts';
import { type GridContext, REGION, type Service } from '../../service.ts';
import { readActions } from './actions/read.ts';
import { type DeployedStage, Gateway } from './gateway.ts';
import { Registry } from './registry.ts';
import { authorizerType } from './resources/authorizer.ts';
import { methodType } from './resources/method.ts';
import { accountType, gatewayResponseType, modelType, validatorType } from './resources/parts.ts';
import { resourceType, restApiType } from './resources/restApi.ts';
import { deploymentType, stageType } from './resources/stage.ts';

/** API Gateway, as far as REST APIs with Lambda go. */
export interface ApiGatewayService extends Service {
  /** The stages that listen, each on its own port. */
  apis(): DeployedStage[];
  /** Where the URLs that AWS would give them lead. */
  localUrls(): LocalUrl[];
  /** Takes the endpoint's requests for APIs; gives `false`, with nothing read, when the path is not one of theirs. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

/** API Gateway REST (v1): APIs from OpenAPI documents or from resources and methods, authorizers, validation, stages. */
export function apigatewayService(grid: GridContext): ApiGatewayService {
  const registry = new Registry();
  const gateway = new Gateway(grid);
  return {
    name: 'apigateway',
    actions: readActions(registry),
    resources: {
      'AWS::ApiGateway::Account': accountType(),
      'AWS::ApiGateway::Authorizer': authorizerType(registry),
      'AWS::ApiGateway::Deployment': deploymentType(registry, gateway),
      'AWS::ApiGateway::GatewayResponse': gatewayResponseType(registry),
      'AWS::ApiGateway::Method': methodType(registry),
      'AWS::ApiGateway::Model': modelType(registry),
      'AWS::ApiGateway::RequestValidator': validatorType(registry),
      'AWS::ApiGateway::Resource': resourceType(registry),
      'AWS::ApiGateway::RestApi': restApiType(grid, registry, (id) => gateway.forget(id)),
      'AWS::ApiGateway::Stage': stageType(registry, gateway),
    },
    run: () => gateway.run(),
    stop: () => gateway.stop(),
    apis: () => gateway.deployed(),
    localUrls: () =>
      gateway.deployed().flatMap(({ id, stage, url }) => {
        const aws = `https://${id}.execute-api.${REGION}.amazonaws.com`;
        return [
          { aws: `${aws}/${stage}`, local: url },
          { aws, local: endpointUrlOf(grid.endpoint, id) },
        ];
      }),
    handle: (request, response) => gateway.handle(request, response),
  };
}
