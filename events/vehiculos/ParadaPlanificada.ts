import * as z from 'zod';
import { VehiculoId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_PARADA, Parada } from './parada.ts';
import { EJEMPLO_DE_PLAN, PlanId } from './plan.ts';

/** A vehicle has one stop more on a day, at this position of its plan (from 0). */
export const ParadaPlanificada = event('ParadaPlanificada', {
  context: 'vehiculos',
  schema: z.object({
    planId: PlanId,
    vehiculoId: VehiculoId,
    dia: Dia,
    posicion: z.int().min(0).max(1000),
    ...Parada.shape,
  }),
  example: { ...EJEMPLO_DE_PLAN, posicion: 0, ...EJEMPLO_DE_PARADA },
});
