import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** The goods of an order that could not be delivered are back in the warehouse. */
export const OrdenDevuelta = event('OrdenDevuelta', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'Tres intentos fallidos' },
});
