import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/**
 * The start that took goods of an order out of these warehouses was undone: their parts are there again, and as promised as
 * the order is alive. None, when that was told before they had left.
 */
export const DespachoDeshecho = event('DespachoDeshecho', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, bodegas: z.array(BodegaId).max(100) }),
  example: { ordenId: EJEMPLO.ordenId, bodegas: [EJEMPLO.bodegaId] },
});
