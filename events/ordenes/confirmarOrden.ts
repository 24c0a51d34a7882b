import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { Carga, Nombres, Partes } from '#events/comun/pedido.ts';
import { request } from '#shared/model/request.ts';

/** Tells an order that its goods are reserved. */
export const confirmarOrden = request('confirmarOrden', {
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
