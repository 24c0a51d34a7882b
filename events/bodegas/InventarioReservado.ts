import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId, Sku } from '#events/comun/ids.ts';
import { Unidades } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** Goods in a warehouse are promised to an order. */
export const InventarioReservado = event('InventarioReservado', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId, sku: Sku, cantidad: Unidades }),
  example: { ordenId: EJEMPLO.ordenId, bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 2 },
});
