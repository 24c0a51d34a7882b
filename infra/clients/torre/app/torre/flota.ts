import { plural } from '../core/format.ts';
import type { Conductor, Orden, Vehiculo } from './tipos.ts';

/** What can be done with a vehicle. */
export type DeVehiculo = 'iniciar' | 'finalizar' | 'transbordar' | 'taller' | 'sano';

/**
 * What can be done with a vehicle as it is, what is most likely first.
 * @param de how many stops it is to make today, and how many orders it can hand over to another one.
 */
export function actionsOf(
  { estado }: Pick<Vehiculo, 'estado'>,
  de: { readonly paradas: number; readonly transbordables: number },
): readonly DeVehiculo[] {
  const transbordar = de.transbordables > 0 ? (['transbordar'] as const) : [];
  switch (estado) {
    case 'disponible':
      return de.paradas > 0 ? ['iniciar', 'taller'] : ['taller'];
    case 'enRuta':
      return ['finalizar', ...transbordar, 'taller'];
    case 'averiado':
      return [...transbordar, 'finalizar', 'sano'];
    case 'mantenimiento':
      return ['sano'];
    case 'retirado':
      return [];
  }
}

/** The orders of a vehicle on the road that another one can take over: those that it is to bring, or could not. */
export function transbordables(ordenes: Iterable<Orden>, placa: string): readonly Orden[] {
  return [...ordenes].filter(
    ({ vehiculoId, estado }) => vehiculoId === placa && (estado === 'enTransito' || estado === 'entregaFallida'),
  );
}

/** Who drives a vehicle on a day. */
export function driverOf(conductores: readonly Conductor[], placa: string, dia: string): Conductor | undefined {
  return conductores.find(({ jornadas }) => jornadas.some((una) => una.dia === dia && una.vehiculoId === placa));
}

/** How many vehicles are where: `4 en ruta · 1 averiado · 9 en bodega`. Those that were retired are none of them. */
export function fleetInWords(fleet: Iterable<Pick<Vehiculo, 'estado'>>): string {
  const all = [...fleet];
  const of = (one: Vehiculo['estado']) => all.filter(({ estado }) => estado === one).length;
  return [
    `${of('enRuta')} en ruta`,
    of('averiado') > 0 && plural(of('averiado'), 'averiado', 'averiados'),
    `${of('disponible')} en bodega`,
    of('mantenimiento') > 0 && `${of('mantenimiento')} en mantenimiento`,
  ]
    .filter(Boolean)
    .join(' · ');
}
