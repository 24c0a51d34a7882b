import { connectionFunction } from '#shared/runtime/lambda/socket.ts';
import { PROTOCOL } from '#shared/runtime/live/protocols.ts';
import { connect, unknown } from '#shared/runtime/live/subscriptions.ts';
import { fromText } from '#shared/runtime/live/viewer.ts';

/** Notes that somebody is connected, and who, as the authorizer tells it. Where none has run, nobody is let in. */
export const handler = connectionFunction(async ({ requestContext: { connectionId, authorizer } }) => {
  const told = authorizer?.viewer;
  if (typeof told !== 'string') throw unknown();
  await connect(connectionId, fromText(told));
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': PROTOCOL } };
});
