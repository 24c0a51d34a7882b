import { PlanificacionHecha } from '#events/vehiculos/PlanificacionHecha.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** How often the routes of a warehouse's vehicles were planned anew. */
export interface Planificacion {
  readonly veces: number;
}

/** The planning of one warehouse. Each time the search has another luck. */
export const planificacion = aggregate<Planificacion>('planificacion', { veces: 0 }).on(
  PlanificacionHecha,
  ({ veces }) => ({ veces: veces + 1 }),
);
