import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { Falta } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** Goods that were promised to an order are not there, and nowhere else from where they could be brought: it holds nothing in the warehouses any more. `faltantes` says of which product how many are missing, `bodegas` in which warehouses. */
export const ReservaPerdida = event('ReservaPerdida', {
  context: 'bodegas',
  schema: z.object({
    ordenId: OrdenId,
    faltantes: z.array(Falta).min(1).max(50),
    bodegas: z.array(BodegaId).max(100).optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    faltantes: [{ sku: EJEMPLO.sku, nombre: EJEMPLO.producto, cantidad: 1 }],
    bodegas: [EJEMPLO.bodegaId],
  },
});
