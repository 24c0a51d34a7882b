import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** The links by which an order was followed open nothing any more; from now on they have this number. */
export const SeguimientoRevocado = event('SeguimientoRevocado', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, serie: z.int().min(1).max(4_294_967_295) }),
  example: { ordenId: EJEMPLO.ordenId, serie: 1 },
});
