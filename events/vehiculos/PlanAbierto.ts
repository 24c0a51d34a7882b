import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, VehiculoId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_PLAN, PlanId } from './plan.ts';

/** A vehicle has something to do on a day. It comes with the first stop. */
export const PlanAbierto = event('PlanAbierto', {
  context: 'vehiculos',
  schema: z.object({ planId: PlanId, vehiculoId: VehiculoId, dia: Dia, bodegaId: BodegaId }),
  example: { ...EJEMPLO_DE_PLAN, bodegaId: EJEMPLO.bodegaId },
});
