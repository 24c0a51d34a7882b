import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { request } from '#shared/model/request.ts';

/** Takes the goods of an order back in. Answered by DevolucionRecibida. May overtake despacharReserva. */
export const recibirDevolucion = request('recibirDevolucion', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'Tres intentos fallidos' },
});
