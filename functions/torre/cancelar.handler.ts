import { canonical } from '#shared/model/live.ts';
import { messageFunction } from '#shared/runtime/lambda/socket.ts';
import { unwatch } from '#shared/runtime/live/subscriptions.ts';
import { Cancelar } from './mensajes.ts';

/** From now on a client hears of a topic no more. */
export const handler = messageFunction(Cancelar, async ({ tema }, connection) => {
  await unwatch(connection, canonical(tema));
  return { tipo: 'cancelado', tema };
});
