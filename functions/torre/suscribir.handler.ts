import type { AnyLive } from '#shared/model/live.ts';
import { messageFunction } from '#shared/runtime/lambda/socket.ts';
import { subscriber } from '#shared/runtime/live/subscribe.ts';
import { Suscribir } from './mensajes.ts';

/** From now on a client hears of a topic, if it may ever hear anything of it. */
export function handlerOf(lives: readonly AnyLive[]) {
  const subscribe = subscriber(lives);
  return messageFunction(Suscribir, async ({ tema, desde }, connection) => {
    const novedades = await subscribe(connection, tema, desde);
    return { tipo: 'suscrito', tema, ...(novedades.length > 0 && { novedades }) };
  });
}
