import { antes, diaEnColombia } from '#events/comun/tiempo.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { masDias } from './calendario.ts';
import type { Entorno } from './candidato.ts';
import { laTieneUnaPersona } from './entrega.ts';
import type { VistaEntrega } from './projections/entregas.ts';
import type { VistaVehiculo } from './projections/flota.ts';
import type { VistaPlan } from './projections/planes.ts';
import { cabeLaCarga } from './recorrido.ts';
import { horario } from './ruteo.ts';
import { turnoDe } from './turno.ts';
import { haVencido, recogeLoSuyo } from './vencido.ts';

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

/** No route is expected to take longer, in milliseconds. */
const RUTA_MAXIMA_MS = 12 * 3_600_000;

/** Plans of later days whose vehicle is on the road, and may not be back when they begin. The streams decide. */
export function quizaSinVolver(
  planes: readonly VistaPlan[],
  flota: readonly VistaVehiculo[],
  now: string,
): readonly string[] {
  const enRuta = new Map(flota.flatMap(({ vehiculoId, ruta }) => (ruta ? [[vehiculoId, ruta.dia]] : [])));
  const pronto = new Date(Date.parse(now) + RUTA_MAXIMA_MS).toISOString();
  return planes
    .filter(({ vehiculoId, dia, paradas: [primera] }) => {
      const deRuta = enRuta.get(vehiculoId);
      return deRuta !== undefined && dia > deRuta && primera !== undefined && antes(primera.eta, pronto);
    })
    .map(({ planId }) => planId);
}

/**
 * The plans that a warehouse binds: those of its own vehicles, and those in which others fetch goods there.
 * @param suyos the ids of its vehicles.
 */
export function losQueAta(
  planes: readonly VistaPlan[],
  bodegaId: string,
  suyos: ReadonlySet<string>,
): readonly VistaPlan[] {
  const recoge = ({ recogidas }: Parada) => recogidas.some((una) => una.bodegaId === bodegaId);
  return planes.filter(({ vehiculoId, paradas }) => suyos.has(vehiculoId) || paradas.some(recoge));
}

/** Of a plan, what may not be done any more by its vehicle and warehouses as they are now. The streams decide. */
export function quizaImposibles(
  { dia, paradas }: Pick<VistaPlan, 'dia' | 'paradas'>,
  v: VistaVehiculo,
  entorno: Entorno,
): readonly Parada[] {
  const { taller, retirado } = v;
  return paradas.filter((parada) => {
    const enPlan = { dia, parada, paradas, porCargar: quizaPorCargar(parada), v: { ficha: v, taller, retirado } };
    return haVencido(enPlan, entorno, true);
  });
}

/** The same of what stays without some stops, by the hours that follow. */
export function quizaImposiblesDespues(
  { dia, paradas }: Pick<VistaPlan, 'dia' | 'paradas'>,
  sin: readonly Parada[],
  { v, entorno }: { readonly v: VistaVehiculo; readonly entorno: Entorno },
): readonly Parada[] {
  const quedan = paradas.filter((parada) => !sin.includes(parada));
  const { etas } = horario(turnoDe(v, dia, { bodega: entorno.bodegas[v.bodegaId], now: entorno.now }), quedan);
  const conHora = quedan.map((parada, n) => ({ ...parada, eta: etas[n] ?? parada.eta }));
  return quizaImposibles({ dia, paradas: conHora }, v, entorno);
}

/** How many of those that wait have waited longer than their warehouse allows: a person decides. */
export function porDecidir(filas: readonly VistaEntrega[], now: string): number {
  return filas.filter(({ entrega: { sinPlan } }) => sinPlan?.porDecidirDesde && !antes(now, sinPlan.porDecidirDesde))
    .length;
}

/** Whether the goods of a stop are aboard, or where its vehicle takes them. */
function saleConElla(parada: Parada, v: VistaVehiculo): boolean {
  return recogeLoSuyo(parada, quizaPorCargar(parada), v);
}

/** Where goods of a stop are to be taken, as far as its plan knows: where it fetches them, and where the order leaves from. */
function quizaPorCargar({ aBordo, bodegaId, recogidas }: Parada): readonly string[] {
  return [...recogidas.map((una) => una.bodegaId), ...(aBordo ? [] : [bodegaId])];
}
