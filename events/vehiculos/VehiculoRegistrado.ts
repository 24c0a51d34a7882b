import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, VehiculoId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle can carry so much, and starts at a warehouse. */
export const VehiculoRegistrado = event('VehiculoRegistrado', {
  context: 'vehiculos',
  schema: z.object({
    vehiculoId: VehiculoId,
    bodegaId: BodegaId,
    base: Zona,
    capacidadKg: z.number().positive(),
    capacidadM3: z.number().positive(),
  }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    bodegaId: EJEMPLO.bodegaId,
    base: EJEMPLO.zona,
    capacidadKg: 800,
    capacidadM3: 4,
  },
});
