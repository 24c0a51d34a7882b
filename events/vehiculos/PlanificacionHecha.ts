import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/** The plans of a warehouse were made better for a day: how many stops changed their vehicle, and vehicles and metres before and after. */
export const PlanificacionHecha = event('PlanificacionHecha', {
  context: 'vehiculos',
  schema: z.object({
    bodegaId: BodegaId,
    dia: Dia,
    movidas: z.int().min(0).max(1_000_000),
    vehiculosAntes: z.int().min(0).max(100_000),
    vehiculosDespues: z.int().min(0).max(100_000),
    metrosAntes: z.number().min(0).max(1e10),
    metrosDespues: z.number().min(0).max(1e10),
  }),
  example: {
    bodegaId: EJEMPLO.bodegaId,
    dia: EJEMPLO.dia,
    movidas: 1,
    vehiculosAntes: 4,
    vehiculosDespues: 3,
    metrosAntes: 48_200,
    metrosDespues: 43_900,
  },
});
