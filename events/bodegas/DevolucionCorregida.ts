import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { ParteRecibida } from './recibida.ts';

/**
 * Goods of an order that were taken for received were delivered after all: `partes` says which, and where they had been
 * put down, and how. The order holds nothing in warehouses any more.
 */
export const DevolucionCorregida = event('DevolucionCorregida', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, partes: z.array(ParteRecibida).min(1).max(600) }),
  example: {
    ordenId: EJEMPLO.ordenId,
    partes: [{ bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' }],
  },
});
