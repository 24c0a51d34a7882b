import { ManejoAsumido } from '#events/vehiculos/ManejoAsumido.ts';
import { ManejoDejado } from '#events/vehiculos/ManejoDejado.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** Who drives a vehicle on a day; nobody yet, without `conductorId`. */
export interface Manejo {
  readonly conductorId?: string;
}

/** A vehicle's day, as far as its driver: it has one, whoever else entrusts it at the same time. */
export const manejo = aggregate<Manejo>('manejo', {})
  .on(ManejoAsumido, (_, { conductorId }) => ({ conductorId }))
  .on(ManejoDejado, () => ({}));

/** The id of a vehicle's day: `ABC123:2030-01-15`. */
export function manejoId(vehiculoId: string, dia: string): string {
  return `${vehiculoId}:${dia}`;
}
