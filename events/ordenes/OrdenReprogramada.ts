import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Ventana } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/** The customer wants an order in another window than before. */
export const OrdenReprogramada = event('OrdenReprogramada', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, ventana: Ventana }),
  example: {
    ordenId: EJEMPLO.ordenId,
    ventana: { desde: '2030-01-16T13:00:00.000Z', hasta: '2030-01-16T17:00:00.000Z' },
  },
});
