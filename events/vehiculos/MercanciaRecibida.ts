import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { LineasRecibidas } from '#events/comun/recibida.ts';
import { event } from '#shared/model/event.ts';

/** A warehouse has received goods of an order that nobody brings: all that it has so far. When that is complete, no vehicle has any of it. */
export const MercanciaRecibida = event('MercanciaRecibida', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId, lineas: LineasRecibidas, completa: z.boolean() }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: EJEMPLO.bodegaId,
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' }],
    completa: true,
  },
});
