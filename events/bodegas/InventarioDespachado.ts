import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId, Sku } from '#events/comun/ids.ts';
import { Unidades } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/**
 * Goods that were promised to an order have left the warehouse. Of these units, `yaDescontadas` were off the books before: a
 * count that came after they left did not find them any more, or one before had found fewer than there were.
 */
export const InventarioDespachado = event('InventarioDespachado', {
  context: 'bodegas',
  schema: z.object({
    ordenId: OrdenId,
    bodegaId: BodegaId,
    sku: Sku,
    cantidad: Unidades,
    yaDescontadas: Unidades.optional(),
  }),
  example: { ordenId: EJEMPLO.ordenId, bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 2 },
});
