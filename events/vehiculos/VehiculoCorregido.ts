import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { FichaDeVehiculo } from './ficha.ts';

/** Something that was known of a vehicle is otherwise. Says only what has changed. */
export const VehiculoCorregido = event('VehiculoCorregido', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, ...z.object(FichaDeVehiculo).partial().shape }),
  example: { vehiculoId: EJEMPLO.vehiculoId, capacidadKg: 750 },
});
