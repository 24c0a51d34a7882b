import { antes, diaEnColombia } from '#events/comun/tiempo.ts';
import { masDias } from './calendario.ts';
import { laTieneUnaPersona } from './entrega.ts';
import type { VistaEntrega } from './projections/entregas.ts';
import type { VistaVehiculo } from './projections/flota.ts';
import type { VistaPlan } from './projections/planes.ts';

/** Of what waits, what a search may find a place for now: not what a person has in hand, nor what is due after tomorrow. */
export function aBuscar(filas: readonly VistaEntrega[], now: string): readonly string[] {
  const ultimo = masDias(diaEnColombia(now), 1);
  return filas
    .filter(({ entrega: e }) => {
      const { ventana } = e.encargo ?? {};
      return !laTieneUnaPersona(e) && (ventana === undefined || diaEnColombia(ventana.desde) <= ultimo);
    })
    .map(({ ordenId }) => ordenId);
}

/** Of what is in plans, what may have missed its own: its hour has passed, or its vehicle is not of the fleet. The streams decide. */
export function quizaVencidas(
  planes: readonly VistaPlan[],
  flota: readonly VistaVehiculo[],
  now: string,
): readonly string[] {
  const activos = new Set(flota.filter(({ retirado }) => !retirado).map(({ vehiculoId }) => vehiculoId));
  return planes.flatMap(({ vehiculoId, paradas }) =>
    paradas.filter(({ eta }) => antes(eta, now) || !activos.has(vehiculoId)).map(({ ordenId }) => ordenId),
  );
}

/** How many of those that wait have waited longer than their warehouse allows: a person decides. */
export function porDecidir(filas: readonly VistaEntrega[], now: string): number {
  return filas.filter(({ entrega: { sinPlan } }) => sinPlan?.porDecidirDesde && !antes(now, sinPlan.porDecidirDesde))
    .length;
}
