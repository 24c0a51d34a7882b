import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { SEGUIMIENTO } from '#events/ordenes/seguimiento.ts';
import { authorize } from '#shared/runtime/lambda/authorizer.ts';
import { socketHeader } from '#shared/runtime/lambda/socket.ts';
import { viewerFor } from '#shared/runtime/live/credentials.ts';
import { toText } from '#shared/runtime/live/viewer.ts';

/** Lets whoever brings a valid token, or the link of an order, connect, and tells `conectar` who it is. */
export function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  return authorize(event.methodArn, async () => {
    const viewer = await viewerFor(socketHeader(event, 'Sec-WebSocket-Protocol'), SEGUIMIENTO);
    return { principalId: 'conexion', context: { viewer: toText(viewer) } };
  });
}
