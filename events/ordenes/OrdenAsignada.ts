import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Cambio, Intento } from '#events/comun/pedido.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle has an order in its plan. `cambio` counts the changes of vehicle within one attempt: a greater one is newer. */
export const OrdenAsignada = event('OrdenAsignada', {
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
