import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Cambio, Intento } from '#events/comun/pedido.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { request } from '#shared/model/request.ts';

/** Tells an order which vehicle will bring it. */
export const asignarOrden = request('asignarOrden', {
  context: 'ordenes',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    eta: Instante.optional(),
    intento: Intento,
    cambio: Cambio,
  }),
  example: { ordenId: EJEMPLO.ordenId, vehiculoId: EJEMPLO.vehiculoId, eta: EJEMPLO.eta, intento: 1, cambio: 0 },
});
