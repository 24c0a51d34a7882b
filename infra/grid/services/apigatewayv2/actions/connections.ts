import { type Action, AwsError, type JsonObject, type Permission, RawAnswer } from '../../../service.ts';
import { executeApiArn } from '../../apigateway/state.ts';
import type { Connection } from '../connection/connection.ts';
import { LIMITS } from '../limits.ts';
import type { Parts } from '../parts.ts';

const PATH = '/_aws/execute-api/{ApiId}/{Stage}/@connections/{ConnectionId}';

/**
 * The management API, by which functions speak to clients:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export function connectionActions(parts: Parts): Record<string, Action> {
  return {
    PostToConnection: {
      http: `POST ${PATH}`,
      permissions: managing('POST'),
      run({ input, body }) {
        const connection = connectionOf(parts, input);
        if (body.length > LIMITS.messageBytes) throw new AwsError('PayloadTooLargeException', 'Message too long', 413);
        if (!connection.post(body))
          throw new AwsError('LimitExceededException', 'The client reads too slowly: too much waits for it.', 429);
        return {};
      },
    },
    GetConnection: {
      http: `GET ${PATH}`,
      permissions: managing('GET'),
      run({ input }) {
        const { client, lastActiveAt } = connectionOf(parts, input);
        return {
          connectedAt: new Date(client.connectedAt).toISOString(),
          identity: { sourceIp: client.sourceIp, userAgent: client.userAgent },
          lastActiveAt: new Date(lastActiveAt).toISOString(),
        };
      },
    },
    DeleteConnection: {
      http: `DELETE ${PATH}`,
      permissions: managing('DELETE'),
      run({ input }) {
        connectionOf(parts, input).end({ code: 1000, reason: 'Connection Closed Normally' });
        return new RawAnswer(204, {}, '');
      },
    },
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html */
function managing(method: string): (input: JsonObject) => Permission[] {
  return ({ ApiId, Stage, ConnectionId }) => [
    {
      action: 'execute-api:ManageConnections',
      resource: executeApiArn(ApiId, `${Stage}/${method}/@connections/${ConnectionId}`),
    },
  ];
}

/** @throws ForbiddenException for a stage that is not there. @throws GoneException for a client that is not. */
function connectionOf({ registry, connections }: Parts, { ApiId, Stage, ConnectionId }: JsonObject): Connection {
  if (!registry.stage(ApiId, Stage)) throw new AwsError('ForbiddenException', 'Forbidden', 403);
  const connection = connections.find(ConnectionId);
  if (!connection?.reachable || connection.client.apiId !== ApiId || connection.client.stage !== Stage)
    throw new AwsError('GoneException', 'The connection is gone.', 410);
  return connection;
}
