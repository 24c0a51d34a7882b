import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** The routes of a warehouse's vehicles were planned anew: how many stops another vehicle has now, and what it saves. */
export const PlanificacionHecha = event('PlanificacionHecha', {
  context: 'vehiculos',
  schema: z.object({
    bodegaId: BodegaId,
    reasignadas: z.int().min(0).max(1_000_000),
    metrosAntes: z.number().min(0).max(1e10),
    metrosDespues: z.number().min(0).max(1e10),
  }),
  example: { bodegaId: EJEMPLO.bodegaId, reasignadas: 1, metrosAntes: 48_200, metrosDespues: 43_900 },
});
