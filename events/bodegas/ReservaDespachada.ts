import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** The goods that a warehouse gives to an order have left it. */
export const ReservaDespachada = event('ReservaDespachada', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId }),
  example: { ordenId: EJEMPLO.ordenId, bodegaId: EJEMPLO.bodegaId },
});
