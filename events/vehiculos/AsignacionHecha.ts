import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle was found for an order. */
export const AsignacionHecha = event('AsignacionHecha', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, vehiculoId: VehiculoId, eta: Instante, intento: Intento }),
  example: { ordenId: EJEMPLO.ordenId, vehiculoId: EJEMPLO.vehiculoId, eta: EJEMPLO.eta, intento: 1 },
});
