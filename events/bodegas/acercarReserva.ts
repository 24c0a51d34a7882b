import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { request } from '#shared/model/request.ts';

/** Tells where an order goes now. Where its goods cannot be brought there from where they are it is answered by ReservaMovida, or by ReservaNoAcercada if they are not to be had elsewhere; else, or while goods are out, by nothing. */
export const acercarReserva = request('acercarReserva', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, zona: Zona }),
  example: { ordenId: EJEMPLO.ordenId, zona: EJEMPLO.zona },
});
