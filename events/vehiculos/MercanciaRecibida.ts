import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { LineasRecibidas } from '#events/comun/recibida.ts';
import { event } from '#shared/model/event.ts';

/** No vehicle has goods any more of an order that nobody brings: a warehouse has received the last of what came back. */
export const MercanciaRecibida = event('MercanciaRecibida', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId, lineas: LineasRecibidas }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: EJEMPLO.bodegaId,
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' }],
  },
});
