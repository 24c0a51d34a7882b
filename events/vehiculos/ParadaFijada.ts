import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_PLAN, PlanId } from './plan.ts';

/** A dispatcher has locked a stop in its plan (no planning moves it), or has released the lock. */
export const ParadaFijada = event('ParadaFijada', {
  context: 'vehiculos',
  schema: z.object({ planId: PlanId, ordenId: OrdenId, fija: z.boolean() }),
  example: { planId: EJEMPLO_DE_PLAN.planId, ordenId: EJEMPLO.ordenId, fija: true },
});
