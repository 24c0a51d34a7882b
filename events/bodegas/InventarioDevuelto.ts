import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId, Sku } from '#events/comun/ids.ts';
import { Unidades } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';
import { Guardada } from './recibida.ts';

/**
 * Goods that had left for an order are in a warehouse again: for sale, or put apart because they are damaged. Of these units,
 * `yaContadas` were on the books before: a count that came after they were back has found them.
 */
export const InventarioDevuelto = event('InventarioDevuelto', {
  context: 'bodegas',
  schema: z.object({
    ordenId: OrdenId,
    bodegaId: BodegaId,
    sku: Sku,
    cantidad: Unidades,
    condicion: Guardada,
    yaContadas: Unidades.optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: EJEMPLO.bodegaId,
    sku: EJEMPLO.sku,
    cantidad: 2,
    condicion: 'vendible',
  },
});
