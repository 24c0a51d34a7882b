import { esOtraHora } from '#events/ordenes/llegada.ts';
import type { CodigoSinPlan } from '#events/vehiculos/codigoSinPlan.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { ParadaPlanificada } from '#events/vehiculos/ParadaPlanificada.ts';
import { PlanAbierto } from '#events/vehiculos/PlanAbierto.ts';
import { PlanReordenado } from '#events/vehiculos/PlanReordenado.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { to } from '#shared/model/command.ts';
import type { Bodega } from './bodega.ts';
import { decideUnaPersona, type Entrega, entrega } from './entrega.ts';
import { dichaA, type Plan, plan, planIdDe } from './plan.ts';
import type { Turno } from './recorrido.ts';
import { MAX_PARADAS } from './ruta.ts';
import { horario } from './ruteo.ts';

/** Where a stop is to stand in the plan of a vehicle's day. */
interface Puesto {
  readonly vehiculoId: string;
  readonly dia: string;
  readonly posicion: number;
  readonly parada: Parada;
}

/** A change of an hour of less than this is not worth a fact of the plan, in milliseconds. */
const UN_MINUTO = 60_000;

/**
 * What puts a stop into a plan, which is opened by its first one, and again by the first of another warehouse: where other stops are made later or earlier for it, also
 * their new times, and what tells their deliveries. `bodegaId` is the vehicle's own warehouse.
 */
export function enPlan(
  { vehiculoId, dia, posicion, parada }: Puesto,
  p: Plan,
  { bodegaId, turno }: { readonly bodegaId: string; readonly turno: Turno },
) {
  const planId = planIdDe(vehiculoId, dia);
  const abre = p.bodegaId !== bodegaId ? [PlanAbierto({ planId, vehiculoId, dia, bodegaId })] : [];
  const hecho = ParadaPlanificada({ planId, vehiculoId, dia, posicion, ...parada });
  const conElla = plan.evolve(p, hecho, '');
  const { orden, entregas } = reordenado({ vehiculoId, dia, turno }, conElla, conElla.paradas);
  return { plan: [...abre, hecho, ...(sonOtrasHoras(conElla.paradas, orden.data.paradas) ? [orden] : [])], entregas };
}

/** Whether stops come at other times than they had, in the same order. */
export function sonOtrasHoras(antes: readonly Pick<Parada, 'eta'>[], despues: readonly Pick<Parada, 'eta'>[]): boolean {
  return antes.some(({ eta }, n) => {
    const otra = despues[n]?.eta ?? eta;
    return Math.abs(Date.parse(otra) - Date.parse(eta)) >= UN_MINUTO;
  });
}

/** What tells a delivery that it is in a plan. */
export function planificada({ vehiculoId, dia, parada }: Omit<Puesto, 'posicion'>) {
  const { ordenId, eta, intento, cambio } = parada;
  return EntregaPlanificada({ ordenId, vehiculoId, dia, eta, intento, cambio });
}

/** A vehicle's day. */
interface DiaDeVehiculo {
  readonly vehiculoId: string;
  readonly dia: string;
  readonly turno: Turno;
}

/**
 * What puts the stops of a plan in an order, with the times that follow from it; and what tells the deliveries that come at
 * quite another hour than they were told: of minutes nobody is told. There is room in a transaction to tell so many; the last
 * ones are told with a later change, or when the vehicle leaves.
 */
export function reordenado(
  { vehiculoId, dia, turno }: DiaDeVehiculo,
  p: Plan,
  paradas: readonly Parada[],
  cabida = MAX_PARADAS,
) {
  const { etas } = horario(turno, paradas);
  const conHora = paradas.map((parada, n) => ({ parada, eta: etas[n] ?? parada.eta }));
  const lejanas = conHora
    .filter(({ parada, eta }) => esOtraHora({ ...parada, eta: dichaA(p, parada) }, eta, 'asignada'))
    .slice(0, cabida)
    .map(({ parada: { ordenId, intento, cambio }, eta }) => ({ ordenId, eta, intento, cambio: cambio + 1 }));
  const cambios = new Map(lejanas.map(({ ordenId, cambio }) => [ordenId, cambio]));
  const orden = conHora.map(({ parada: { ordenId }, eta }) => {
    const cambio = cambios.get(ordenId);
    return { ordenId, eta, ...(cambio !== undefined && { cambio }) };
  });
  return {
    orden: PlanReordenado({ planId: planIdDe(vehiculoId, dia), paradas: orden }),
    entregas: lejanas.map((una) => to(entrega, una.ordenId, EntregaPlanificada({ ...una, vehiculoId, dia }))),
  };
}

/** How long a delivery has waited, and may. */
interface Espera {
  readonly e: Entrega;
  readonly bodega: Bodega | undefined;
  readonly now: string;
}

/**
 * What tells a delivery that it is in no plan. A person decides at once where one took it out or no time makes it nearer,
 * after what its warehouse allows now where it found no place, and never while its day is still to be planned.
 */
export function sinPlan(
  { ordenId, intento }: { readonly ordenId: string; readonly intento: number },
  codigo: CodigoSinPlan,
  espera: Espera,
) {
  const porDecidirDesde = porDecidir(codigo, espera);
  return EntregaSinPlan({ ordenId, intento, codigo, ...(porDecidirDesde !== undefined && { porDecidirDesde }) });
}

function porDecidir(codigo: CodigoSinPlan, { e, bodega, now }: Espera): string | undefined {
  if (codigo === 'DIA_POR_PLANIFICAR') return undefined;
  const { porDecidirDesde, cuentaDesde = now } = e.sinPlan ?? {};
  const yaDecide = porDecidirDesde !== undefined && e.sinPlan?.cuentaDesde === undefined;
  if (yaDecide) return porDecidirDesde;
  if (decideUnaPersona(codigo)) return now;
  const minutos = bodega?.esperaMaximaMin ?? 0;
  return new Date(Date.parse(cuentaDesde) + minutos * 60_000).toISOString();
}
