import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { Unidades } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** Goods have left a warehouse for another one. */
export const InventarioTrasladadoFuera = event('InventarioTrasladadoFuera', {
  context: 'bodegas',
  schema: z.object({ bodegaId: BodegaId, sku: Sku, cantidad: Unidades, destino: BodegaId }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 10, destino: 'BOG-SUR' },
});
