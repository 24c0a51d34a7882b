import { AsignacionCambiada } from '#events/vehiculos/AsignacionCambiada.ts';
import { AsignacionHecha } from '#events/vehiculos/AsignacionHecha.ts';
import { AsignacionRechazada } from '#events/vehiculos/AsignacionRechazada.ts';
import { AsignacionRetirada } from '#events/vehiculos/AsignacionRetirada.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** What the vehicles answered to an order's last attempt. How an assigned one went is known to its vehicle. */
export type Asignacion =
  | { readonly estado: 'inexistente' }
  | { readonly estado: 'rechazada' | 'retirada'; readonly intento: number }
  | { readonly estado: 'asignada'; readonly intento: number; readonly vehiculoId: string };

/** Which vehicle has an order. */
export const asignacion = aggregate<Asignacion>('asignacion', { estado: 'inexistente' })
  .on(AsignacionHecha, (_, { intento, vehiculoId }) => ({ estado: 'asignada', intento, vehiculoId }))
  .on(AsignacionCambiada, (_, { intento, vehiculoId }) => ({ estado: 'asignada', intento, vehiculoId }))
  .on(AsignacionRechazada, (_, { intento }) => ({ estado: 'rechazada', intento }))
  .on(AsignacionRetirada, (_, { intento }) => ({ estado: 'retirada', intento }));

/** The vehicle that was last given the order, if any may still have it. */
export function vehiculoDe(a: Asignacion): string | undefined {
  return a.estado === 'asignada' ? a.vehiculoId : undefined;
}

/** The number of the last attempt; 0 before the first. */
export function ultimoIntento(a: Asignacion): number {
  return a.estado === 'inexistente' ? 0 : a.intento;
}
