import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** All goods of an order have left their warehouses. */
export const ReservaDespachada = event('ReservaDespachada', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
});
