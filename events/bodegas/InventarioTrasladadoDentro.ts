import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { Unidades } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** Goods have come into a warehouse from another one. */
export const InventarioTrasladadoDentro = event('InventarioTrasladadoDentro', {
  context: 'bodegas',
  schema: z.object({ bodegaId: BodegaId, sku: Sku, cantidad: Unidades, origen: BodegaId }),
  example: { sku: EJEMPLO.sku, bodegaId: 'BOG-SUR', cantidad: 10, origen: EJEMPLO.bodegaId },
});
