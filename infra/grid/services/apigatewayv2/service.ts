import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { endpointUrlOf, type LocalUrl } from '../../localUrls.ts';
import type { GridContext, Service } from '../../service.ts';
import { AccessLogs } from '../apigateway/request/accessLog.ts';
import { Deadlines } from '../apigateway/request/deadlines.ts';
import { connectionActions } from './actions/connections.ts';
import { Connections } from './connection/connections.ts';
import { WebSocketGateway } from './gateway.ts';
import { HttpGateway } from './http/gateway.ts';
import type { Parts } from './parts.ts';
import { Registry } from './registry.ts';
import { apiType, domainOf, endpointOf } from './resources/api.ts';
import { authorizerType } from './resources/authorizer.ts';
import { integrationResponseType, integrationType } from './resources/integration.ts';
import { routeResponseType, routeType } from './resources/route.ts';
import { deploymentType, type StageListener, stageType } from './resources/stage.ts';
import type { Api } from './state.ts';
import { Throttles } from './throttles.ts';

/** API Gateway's WebSocket and HTTP APIs. */
export interface ApiGatewayV2Service extends Service {
  /** The deployed stages, as clients reach them. */
  apis(): { readonly name: string; readonly stage: string; readonly url: string }[];
  /** Where the names that AWS would give the APIs lead. */
  localUrls(): LocalUrl[];
  /** Takes the endpoint's requests for HTTP APIs; gives `false`, with nothing read, when the path is not one of theirs. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Whether a request that asks for an upgrade is for a WebSocket API. */
  owns(request: IncomingMessage): boolean;
  /** Takes such a request, and its socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** API Gateway v2: WebSocket APIs with functions, and HTTP APIs with functions and other servers. */
export function apigatewayv2Service(grid: GridContext): ApiGatewayV2Service {
  const registry = new Registry();
  const parts: Parts = {
    grid,
    registry,
    connections: new Connections(grid.clock),
    throttles: new Throttles(),
    deadlines: new Deadlines(grid.clock),
    logs: new AccessLogs(grid),
  };
  const webSockets = new WebSocketGateway(parts);
  const http = new HttpGateway(parts);
  const listener: StageListener = {
    changed: (apiId, stage) => parts.throttles.set(apiId, stage, grid.clock.now()),
    removed(apiId, stageName) {
      parts.throttles.delete(apiId, stageName);
      webSockets.removed(apiId, stageName);
    },
  };
  const httpUrl = (apiId: string) => endpointUrlOf(grid.endpoint, apiId);
  const localUrl = ({ protocol, id }: Api) => (protocol === 'HTTP' ? httpUrl(id) : httpUrl(id).replace(/^http/, 'ws'));
  return {
    name: 'execute-api',
    actions: connectionActions(parts),
    resources: {
      'AWS::ApiGatewayV2::Api': apiType(registry, listener, (apiId) => webSockets.forget(apiId)),
      'AWS::ApiGatewayV2::Authorizer': authorizerType(registry),
      'AWS::ApiGatewayV2::Deployment': deploymentType(registry, listener),
      'AWS::ApiGatewayV2::Integration': integrationType(registry),
      'AWS::ApiGatewayV2::IntegrationResponse': integrationResponseType(registry),
      'AWS::ApiGatewayV2::Route': routeType(registry),
      'AWS::ApiGatewayV2::RouteResponse': routeResponseType(registry),
      'AWS::ApiGatewayV2::Stage': stageType(registry, listener),
    },
    apis: () =>
      [...registry.all()].flatMap((api) =>
        [...api.stages.keys()].map((stage) => {
          const url = stage === '$default' ? localUrl(api) : `${localUrl(api)}/${stage}`;
          return { name: api.name, stage, url };
        }),
      ),
    localUrls: () =>
      [...registry.all()].flatMap((api) => [
        { aws: endpointOf(api), local: localUrl(api) },
        // Where functions speak to the clients.
        ...(api.protocol === 'WEBSOCKET' ? [{ aws: `https://${domainOf(api.id)}`, local: httpUrl(api.id) }] : []),
      ]),
    handle: (request, response) => http.handle(request, response),
    owns: (request) => webSockets.owns(request),
    upgrade: (request, socket, head) => webSockets.upgrade(request, socket, head),
    stop: () => webSockets.stop(),
  };
}
