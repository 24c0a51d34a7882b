import { connectionFunction, socketHeader } from '#shared/runtime/lambda/socket.ts';
import { viewerFor } from '#shared/runtime/live/credentials.ts';
import { PROTOCOL } from '#shared/runtime/live/protocols.ts';
import { connect } from '#shared/runtime/live/subscriptions.ts';
import { fromText } from '#shared/runtime/live/viewer.ts';
import { enlaceDe } from './seguimiento.ts';

/** Notes that somebody is connected, and who. It takes that from the authorizer, or verifies it itself. */
export const handler = connectionFunction(async (event) => {
  const { connectionId, authorizer } = event.requestContext;
  const told = authorizer?.viewer;
  const viewer =
    typeof told === 'string'
      ? fromText(told)
      : await viewerFor(socketHeader(event, 'Sec-WebSocket-Protocol'), enlaceDe);
  await connect(connectionId, viewer);
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': PROTOCOL } };
});
