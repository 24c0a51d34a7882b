import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { request } from '#shared/model/request.ts';

/** Tells where an order goes now. Answered by ReservaMovida where its goods cannot be brought there from where they are, and are to be had elsewhere; else by nothing. */
export const acercarReserva = request('acercarReserva', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, zona: Zona }),
  example: { ordenId: EJEMPLO.ordenId, zona: EJEMPLO.zona },
});
