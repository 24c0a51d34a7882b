import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { LineasRecibidas } from '#events/comun/recibida.ts';
import { request } from '#shared/model/request.ts';

/** Nothing is out any more of an order that nobody brings: the last of it was received in a warehouse. Answered by MercanciaRecibida. */
export const registrarRecepcion = request('registrarRecepcion', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId, lineas: LineasRecibidas }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: EJEMPLO.bodegaId,
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' }],
  },
});
