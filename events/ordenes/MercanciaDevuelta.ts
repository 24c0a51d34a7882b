import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { LineasRecibidas } from '#events/comun/recibida.ts';
import { event } from '#shared/model/event.ts';

/** Goods of an order that was cancelled while they were leaving are back in a warehouse. The order stays cancelled. */
export const MercanciaDevuelta = event('MercanciaDevuelta', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, lineas: LineasRecibidas }),
  example: { ordenId: EJEMPLO.ordenId, lineas: [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' }] },
});
