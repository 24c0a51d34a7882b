import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle is back from the workshop. */
export const MantenimientoTerminado = event('MantenimientoTerminado', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
});
