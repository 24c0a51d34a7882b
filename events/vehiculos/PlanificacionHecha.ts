import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/** How many stops changed their vehicle; vehicles that are to go, and metres that they drive, before and after. */
export const Balance = {
  movidas: z.int().min(0).max(1_000_000),
  vehiculosAntes: z.int().min(0).max(100_000),
  vehiculosDespues: z.int().min(0).max(100_000),
  metrosAntes: z.number().min(0).max(1e10),
  metrosDespues: z.number().min(0).max(1e10),
};

/** What a planning is worth. */
export type Balance = z.output<z.ZodObject<typeof Balance>>;

/** The plans of a warehouse were made better for a day. */
export const PlanificacionHecha = event('PlanificacionHecha', {
  context: 'vehiculos',
  schema: z.object({
    planificacionId: z.uuid(),
    bodegaId: BodegaId,
    dia: Dia,
    ...Balance,
  }),
  example: {
    planificacionId: '5b0d1c1e-6a8f-4f0e-9b1c-2d3e4f5a6b7c',
    bodegaId: EJEMPLO.bodegaId,
    dia: EJEMPLO.dia,
    movidas: 1,
    vehiculosAntes: 4,
    vehiculosDespues: 3,
    metrosAntes: 48_200,
    metrosDespues: 43_900,
  },
});
