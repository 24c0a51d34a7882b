import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { Partes } from '#events/comun/pedido.ts';
import { LineasRecibidas } from '#events/comun/recibida.ts';
import { event } from '#shared/model/event.ts';

/**
 * A warehouse has received goods of an order back. `completa`: nothing of the order is out any more. `reingresa`: the
 * delivery goes on, and what was received is reserved for it again, at `bodegaId`; `partes` are then all that it holds in
 * warehouses. Otherwise it holds nothing there any more, and will get nothing.
 */
export const DevolucionRecibida = event('DevolucionRecibida', {
  context: 'bodegas',
  schema: z.object({
    ordenId: OrdenId,
    bodegaId: BodegaId,
    lineas: LineasRecibidas,
    completa: z.boolean(),
    reingresa: z.boolean(),
    partes: Partes.optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: EJEMPLO.bodegaId,
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' }],
    completa: true,
    reingresa: false,
  },
});
