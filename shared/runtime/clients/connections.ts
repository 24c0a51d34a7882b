import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { variable } from '../environment.ts';
import { lean, overHttp } from './lean.ts';

let client: ApiGatewayManagementApiClient | undefined;

/**
 * The connections of the WebSocket API. One client for the life of an instance, made when it is first asked for. It tries
 * nothing twice: who cannot be reached at once is to come back by itself.
 */
export function connections(): ApiGatewayManagementApiClient {
  client ??= lean(
    new ApiGatewayManagementApiClient({ ...overHttp(), endpoint: variable('LIVE_ENDPOINT'), maxAttempts: 1 }),
  );
  return client;
}
