import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { RutaId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_PLAN, Ordenes, PlanId } from './plan.ts';

/** These stops of a plan have left on a route, and are in the plan no more. */
export const PlanDespachado = event('PlanDespachado', {
  context: 'vehiculos',
  schema: z.object({ planId: PlanId, rutaId: RutaId, ordenes: Ordenes }),
  example: { planId: EJEMPLO_DE_PLAN.planId, rutaId: EJEMPLO.rutaId, ordenes: [EJEMPLO.ordenId] },
});
