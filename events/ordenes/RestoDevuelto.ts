import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { LineasRecibidas } from '#events/comun/recibida.ts';
import { event } from '#shared/model/event.ts';

/** What was left over of a partial delivery is back in a warehouse. */
export const RestoDevuelto = event('RestoDevuelto', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, lineas: LineasRecibidas }),
  example: { ordenId: EJEMPLO.ordenId, lineas: [{ sku: EJEMPLO.sku, cantidad: 1, condicion: 'vendible' }] },
});
