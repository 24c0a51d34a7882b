import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { Carga, Nombres, Partes } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** The goods of an order are reserved. The order leaves from `bodegaId`; parts of other warehouses are fetched there on the way. */
export const OrdenConfirmada = event('OrdenConfirmada', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId, partes: Partes, nombres: Nombres, ...Carga }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: EJEMPLO.bodegaId,
    partes: [{ bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 2 }],
    nombres: [{ sku: EJEMPLO.sku, nombre: EJEMPLO.producto }],
    ...EJEMPLO.carga,
  },
});
