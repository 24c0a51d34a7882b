import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_PLAN, EnOrden, PlanId } from './plan.ts';

/** The stops of a plan have a new order, with the time each is expected at. */
export const PlanReordenado = event('PlanReordenado', {
  context: 'vehiculos',
  schema: z.object({ planId: PlanId, paradas: z.array(EnOrden).max(1000) }),
  example: { planId: EJEMPLO_DE_PLAN.planId, paradas: [{ ordenId: EJEMPLO.ordenId, eta: EJEMPLO.eta }] },
});
