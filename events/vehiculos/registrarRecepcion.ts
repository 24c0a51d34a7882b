import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { LineasRecibidas } from '#events/comun/recibida.ts';
import { request } from '#shared/model/request.ts';

/** A warehouse has received goods of an order that nobody brings: all that it has so far, and whether that was the last of it. Answered by MercanciaRecibida. */
export const registrarRecepcion = request('registrarRecepcion', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId, lineas: LineasRecibidas, completa: z.boolean() }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: EJEMPLO.bodegaId,
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' }],
    completa: true,
  },
});
