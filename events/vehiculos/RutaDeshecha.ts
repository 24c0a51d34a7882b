import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { RutaId, VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle has not left after all. */
export const RutaDeshecha = event('RutaDeshecha', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, rutaId: RutaId }),
  example: { vehiculoId: EJEMPLO.vehiculoId, rutaId: EJEMPLO.rutaId },
});
