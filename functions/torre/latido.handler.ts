import { messageFunction } from '#shared/runtime/lambda/socket.ts';
import { close } from '#shared/runtime/live/gateway.ts';
import { connected, disconnect, unknown } from '#shared/runtime/live/subscriptions.ts';
import { isCurrent } from '#shared/runtime/live/viewer.ts';
import { Latido } from './mensajes.ts';

/**
 * Answers that the server is there. A connection that is not known any more, or whose token has ended, hears of nothing:
 * it is ended, so that its client comes back.
 */
export const handler = messageFunction(Latido, async (_, connection) => {
  const viewer = await connected(connection);
  if (viewer && isCurrent(viewer, Date.now())) return { tipo: 'latido', en: new Date().toISOString() };
  await close(connection);
  await disconnect(connection);
  throw unknown();
});
