import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { endpointUrlOf, type LocalUrl } from '../../localUrls.ts';
import type { GridContext, Service } from '../../service.ts';
import { AccessLogs } from '../apigateway/request/accessLog.ts';
import { Deadlines } from '../apigateway/request/deadlines.ts';
import { connectionActions } from './actions/connections.ts';
import { Connections } from './connection/connections.ts';
import { WebSocketGateway } from './gateway.ts';
import type { Parts } from './parts.ts';
import { Registry } from './registry.ts';
import { apiType, domainOf } from './resources/api.ts';
import { authorizerType } from './resources/authorizer.ts';
import { integrationResponseType, integrationType } from './resources/integration.ts';
import { routeResponseType, routeType } from './resources/route.ts';
import { deploymentType, stageType } from './resources/stage.ts';
import { Throttles } from './throttles.ts';

/** API Gateway's WebSocket APIs. */
export interface WebSocketService extends Service {
  /** The deployed stages, as clients reach them. */
  apis(): { readonly name: string; readonly stage: string; readonly url: string }[];
  /** Where the names that AWS would give the APIs lead. */
  localUrls(): LocalUrl[];
  /** Whether a request that asks for an upgrade is one of theirs. */
  owns(request: IncomingMessage): boolean;
  /** Takes such a request, and its socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** API Gateway v2, as far as WebSocket APIs with functions go. */
export function apigatewayv2Service(grid: GridContext): WebSocketService {
  const registry = new Registry();
  const parts: Parts = {
    grid,
    registry,
    connections: new Connections(grid.clock),
    throttles: new Throttles(),
    deadlines: new Deadlines(grid.clock),
    logs: new AccessLogs(grid),
  };
  const gateway = new WebSocketGateway(parts);
  const httpUrl = (apiId: string) => endpointUrlOf(grid.endpoint, apiId);
  const webSocketUrl = (apiId: string) => httpUrl(apiId).replace(/^http/, 'ws');
  return {
    name: 'execute-api',
    actions: connectionActions(parts),
    resources: {
      'AWS::ApiGatewayV2::Api': apiType(registry, (apiId) => gateway.forget(apiId)),
      'AWS::ApiGatewayV2::Authorizer': authorizerType(registry),
      'AWS::ApiGatewayV2::Deployment': deploymentType(registry, gateway),
      'AWS::ApiGatewayV2::Integration': integrationType(registry),
      'AWS::ApiGatewayV2::IntegrationResponse': integrationResponseType(registry),
      'AWS::ApiGatewayV2::Route': routeType(registry),
      'AWS::ApiGatewayV2::RouteResponse': routeResponseType(registry),
      'AWS::ApiGatewayV2::Stage': stageType(registry, gateway),
    },
    apis: () =>
      [...registry.all()].flatMap(({ id, name, stages }) =>
        [...stages.keys()].map((stage) => ({ name, stage, url: `${webSocketUrl(id)}/${stage}` })),
      ),
    localUrls: () =>
      [...registry.all()].flatMap(({ id }) => [
        { aws: `wss://${domainOf(id)}`, local: webSocketUrl(id) },
        { aws: `https://${domainOf(id)}`, local: httpUrl(id) },
      ]),
    owns: (request) => gateway.owns(request),
    upgrade: (request, socket, head) => gateway.upgrade(request, socket, head),
    stop: () => gateway.stop(),
  };
}
