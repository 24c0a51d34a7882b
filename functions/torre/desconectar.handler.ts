import { connectionFunction } from '#shared/runtime/lambda/socket.ts';
import { disconnect } from '#shared/runtime/live/subscriptions.ts';

/** Forgets a connection that has ended. Where this is not called, whoever sends to it finds that it is gone. */
export const handler = connectionFunction(async ({ requestContext }) => {
  await disconnect(requestContext.connectionId);
  return { statusCode: 200 };
});
