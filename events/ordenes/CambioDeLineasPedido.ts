import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Lineas } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** The customer wants other goods than those that are reserved for an order: all of `lineas`, or things stay as they are. */
export const CambioDeLineasPedido = event('CambioDeLineasPedido', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, lineas: Lineas }),
  example: { ordenId: EJEMPLO.ordenId, lineas: [{ sku: EJEMPLO.sku, cantidad: 3 }] },
});
