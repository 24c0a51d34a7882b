import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_PLAN, PlanId } from './plan.ts';

/** A vehicle has one stop less on a day: given up, given to another plan, taken out by hand, or delivered before. */
export const ParadaQuitada = event('ParadaQuitada', {
  context: 'vehiculos',
  schema: z.object({
    planId: PlanId,
    ordenId: OrdenId,
    causa: z.enum(['retirada', 'movida', 'liberada', 'entregada']),
  }),
  example: { planId: EJEMPLO_DE_PLAN.planId, ordenId: EJEMPLO.ordenId, causa: 'retirada' },
});
