import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Cambio, Intento } from '#events/comun/pedido.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/** Planning has given an order to another vehicle. `cambio` counts from 1 within an attempt. */
export const AsignacionCambiada = event('AsignacionCambiada', {
  context: 'vehiculos',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    eta: Instante,
    intento: Intento,
    cambio: Cambio.min(1),
  }),
  example: { ordenId: EJEMPLO.ordenId, eta: EJEMPLO.eta, vehiculoId: 'XYZ789', intento: 1, cambio: 1 },
});
