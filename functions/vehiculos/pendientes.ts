import { antes, diaEnColombia } from '#events/comun/tiempo.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { masDias } from './calendario.ts';
import { laTieneUnaPersona } from './entrega.ts';
import type { VistaEntrega } from './projections/entregas.ts';
import type { VistaVehiculo } from './projections/flota.ts';
import type { VistaPlan } from './projections/planes.ts';
import { cabeLaCarga } from './recorrido.ts';
import { recogeLoSuyo } from './vencido.ts';

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

/**
 * Of what is in plans, what may have missed its own: its hour has passed, or its vehicle is not of the fleet, is in the
 * workshop, or is not what it was planned with. The streams decide.
 */
export function quizaVencidas(
  planes: readonly VistaPlan[],
  flota: readonly VistaVehiculo[],
  now: string,
): readonly string[] {
  const porId = new Map(flota.map((v) => [v.vehiculoId, v]));
  return planes.flatMap(({ vehiculoId, paradas }) => {
    const v = porId.get(vehiculoId);
    const todas = !v || v.retirado || v.taller || !cabeLaCarga(v, paradas);
    return paradas
      .filter((parada) => todas || antes(parada.eta, now) || !saleConElla(parada, v))
      .map(({ ordenId }) => ordenId);
  });
}

/** How many of those that wait have waited longer than their warehouse allows: a person decides. */
export function porDecidir(filas: readonly VistaEntrega[], now: string): number {
  return filas.filter(({ entrega: { sinPlan } }) => sinPlan?.porDecidirDesde && !antes(now, sinPlan.porDecidirDesde))
    .length;
}

/** Whether the goods of a stop are aboard, or where its vehicle takes them: by the warehouse that the order leaves from, which is what its plan knows. */
function saleConElla(parada: Parada, v: VistaVehiculo): boolean {
  return parada.aBordo || recogeLoSuyo(parada, [parada.bodegaId], v);
}
