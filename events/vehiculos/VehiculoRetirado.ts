import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle is of the fleet no more. */
export const VehiculoRetirado = event('VehiculoRetirado', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, motivo: Motivo }),
  example: { vehiculoId: EJEMPLO.vehiculoId, motivo: 'Se vendió' },
});
