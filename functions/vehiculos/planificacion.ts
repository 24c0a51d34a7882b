import { PlanificacionHecha } from '#events/vehiculos/PlanificacionHecha.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** Whether the plans of a warehouse's day were made better by this planning. */
export interface Planificacion {
  readonly hecha: boolean;
}

/** One planning of a warehouse's day. It is done once. */
export const planificacion = aggregate<Planificacion>('planificacion', { hecha: false }).on(PlanificacionHecha, () => ({
  hecha: true,
}));
