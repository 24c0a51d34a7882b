import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ConductorId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A route has changed hands on the road; without `conductorId`, nobody drives it until it is given to somebody. */
export const RutaConfiada = event('RutaConfiada', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, rutaId: RutaId, conductorId: ConductorId.optional() }),
  example: { vehiculoId: EJEMPLO.vehiculoId, rutaId: EJEMPLO.rutaId, conductorId: EJEMPLO.conductorId },
});
