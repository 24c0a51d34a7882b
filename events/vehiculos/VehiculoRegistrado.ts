import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { FichaDeVehiculo } from './ficha.ts';

/** A vehicle can carry so much, and starts at a warehouse. Without `calendario` it works at any hour. */
export const VehiculoRegistrado = event('VehiculoRegistrado', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, ...FichaDeVehiculo }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    bodegaId: EJEMPLO.bodegaId,
    base: EJEMPLO.zona,
    capacidadKg: 800,
    capacidadM3: 4,
  },
});
