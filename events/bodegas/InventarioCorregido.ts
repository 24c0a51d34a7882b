import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId, Sku } from '#events/comun/ids.ts';
import { Unidades } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';
import { Guardada } from './recibida.ts';

/**
 * Goods that were taken for received in a warehouse were never there: they had been delivered. Of these units,
 * `yaDescontadas` were off the books before: a count had not found them, or they had been promised to another order and left.
 */
export const InventarioCorregido = event('InventarioCorregido', {
  context: 'bodegas',
  schema: z.object({
    ordenId: OrdenId,
    bodegaId: BodegaId,
    sku: Sku,
    cantidad: Unidades,
    condicion: Guardada,
    yaDescontadas: Unidades.optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: EJEMPLO.bodegaId,
    sku: EJEMPLO.sku,
    cantidad: 2,
    condicion: 'vendible',
  },
});
