import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { Unidades } from '#events/comun/pedido.ts';
import { Referencia } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** Goods have come into a warehouse from outside. */
export const InventarioIngresado = event('InventarioIngresado', {
  context: 'bodegas',
  schema: z.object({ bodegaId: BodegaId, sku: Sku, cantidad: Unidades, documento: Referencia.optional() }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 100, documento: 'OC-2041' },
});
