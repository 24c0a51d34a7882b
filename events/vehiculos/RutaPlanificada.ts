import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { Plan } from './parada.ts';

/** The stops of a vehicle have a new order. */
export const RutaPlanificada = event('RutaPlanificada', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, plan: Plan }),
  example: { vehiculoId: EJEMPLO.vehiculoId, plan: [{ ordenId: EJEMPLO.ordenId, eta: EJEMPLO.eta }] },
});
