import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { RutaId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_PARADA, Parada } from './parada.ts';
import { EJEMPLO_DE_PLAN, PlanId } from './plan.ts';

/** A start was undone: these stops are the first ones of their plan again. */
export const PlanRestituido = event('PlanRestituido', {
  context: 'vehiculos',
  schema: z.object({ planId: PlanId, rutaId: RutaId, paradas: z.array(Parada).max(1000) }),
  example: { planId: EJEMPLO_DE_PLAN.planId, rutaId: EJEMPLO.rutaId, paradas: [EJEMPLO_DE_PARADA] },
});
