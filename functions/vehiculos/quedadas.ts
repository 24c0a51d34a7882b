import { diaEnColombia } from '#events/comun/tiempo.ts';
import type { VistaVehiculo } from './projections/flota.ts';
import type { VistaPlan } from './projections/planes.ts';
import { quedanHoras, turnoDe } from './turno.ts';

/** The orders of plans with which no vehicle left, and whose day is over: a night that began yesterday may not be. */
export function quedadas(
  planes: readonly VistaPlan[],
  flota: readonly VistaVehiculo[],
  now: string,
): readonly string[] {
  const fichas = new Map(flota.map((vehiculo) => [vehiculo.vehiculoId, vehiculo]));
  const hoy = diaEnColombia(now);
  return planes
    .filter(({ vehiculoId, dia }) => {
      const ficha = fichas.get(vehiculoId);
      return dia < hoy && !(ficha && quedanHoras(turnoDe(ficha, dia, { now })));
    })
    .flatMap(({ paradas }) => paradas.map(({ ordenId }) => ordenId));
}
