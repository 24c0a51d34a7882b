import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, VehiculoId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { event } from '#shared/model/event.ts';
import { Jornada } from './jornada.ts';

/** The fleet has one vehicle more (the same news as VehiculoRegistrado, in the stream that lists the fleet). */
export const VehiculoIncorporado = event('VehiculoIncorporado', {
  context: 'vehiculos',
  schema: z.object({
    vehiculoId: VehiculoId,
    bodegaId: BodegaId,
    base: Zona,
    capacidadKg: z.number().positive().max(50_000),
    capacidadM3: z.number().positive().max(200),
    jornada: Jornada.optional(),
  }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    bodegaId: EJEMPLO.bodegaId,
    base: EJEMPLO.zona,
    capacidadKg: 800,
    capacidadM3: 4,
  },
});
