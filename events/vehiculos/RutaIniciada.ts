import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { Plan } from './parada.ts';

/** A vehicle has left with the goods of all its stops. */
export const RutaIniciada = event('RutaIniciada', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, rutaId: RutaId, bodegaId: BodegaId, plan: Plan }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    bodegaId: EJEMPLO.bodegaId,
    plan: [{ ordenId: EJEMPLO.ordenId, eta: EJEMPLO.eta }],
  },
});
