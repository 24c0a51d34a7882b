import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle is in the workshop, and takes no stops. */
export const MantenimientoIniciado = event('MantenimientoIniciado', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, motivo: Motivo }),
  example: { vehiculoId: EJEMPLO.vehiculoId, motivo: 'Cambio de aceite' },
});
