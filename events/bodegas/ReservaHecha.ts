import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { Carga, Nombres, Partes } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** All goods of an order are reserved. `bodegaId` is the nearest warehouse of those that give: the order leaves from there. */
export const ReservaHecha = event('ReservaHecha', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId, partes: Partes, nombres: Nombres, ...Carga }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: EJEMPLO.bodegaId,
    partes: [{ bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 2 }],
    nombres: [{ sku: EJEMPLO.sku, nombre: EJEMPLO.producto }],
    ...EJEMPLO.carga,
  },
});
