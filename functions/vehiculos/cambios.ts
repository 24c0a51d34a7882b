import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { ParadaPlanificada } from '#events/vehiculos/ParadaPlanificada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { PlanAbierto } from '#events/vehiculos/PlanAbierto.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { to, type Write } from '#shared/model/command.ts';
import { reordenado } from './colocar.ts';
import { entrega } from './entrega.ts';
import type { Distribucion } from './mejora.ts';
import { type Plan, paradaDe, plan, planIdDe } from './plan.ts';
import type { Turno } from './recorrido.ts';
import { horario } from './ruteo.ts';

/** What a vehicle of a warehouse is to do on a day, before it is planned anew. */
export interface DiaDeVehiculo {
  readonly vehiculoId: string;
  readonly bodegaId: string;
  readonly dia: string;
  readonly turno: Turno;
  readonly plan: Plan;
}

/** A vehicle's day, and its stops after the planning. */
export interface Cambio {
  readonly antes: DiaDeVehiculo;
  readonly despues: readonly Parada[];
}

/** What a distribution makes of vehicles. One that it does not name keeps what no other is given. */
export function cambiosSegun(distribucion: Distribucion, dias: readonly DiaDeVehiculo[]): readonly Cambio[] {
  const paradas = new Map(dias.flatMap(({ plan: p }) => p.paradas.map((parada) => [parada.ordenId, parada] as const)));
  const distribuidas = new Set([...distribucion.values()].flat());
  return dias.map((antes) => ({
    antes,
    despues:
      distribucion.get(antes.vehiculoId)?.flatMap((ordenId) => paradas.get(ordenId) ?? []) ??
      antes.plan.paradas.filter(({ ordenId }) => !distribuidas.has(ordenId)),
  }));
}

/**
 * The facts of changes: for each plan that is another one, and for each delivery that has another vehicle or quite another hour, as far as
 * there is room for so many streams.
 */
export function hechosDe(cambios: readonly Cambio[], cabida: number): Escritura[] {
  const otros = cambios.filter(esOtro);
  const escrituras: Escritura[] = [];
  let libres = otros.reduce((quedan, uno) => quedan - 1 - cuantasLlegan(uno), cabida);
  for (const uno of otros) {
    const suyas = hechosDeUno(uno, Math.max(libres, 0));
    libres -= suyas.length - 1 - cuantasLlegan(uno);
    escrituras.push(...suyas);
  }
  return escrituras;
}

type Escritura = Write<typeof plan | typeof entrega>;

/** How many stops a vehicle gets from others. */
export function cuantasLlegan({ antes, despues }: Cambio): number {
  return despues.filter(({ ordenId }) => !paradaDe(antes.plan, ordenId)).length;
}

function esOtro({ antes: { plan: p }, despues }: Cambio): boolean {
  return p.paradas.length !== despues.length || p.paradas.some(({ ordenId }, n) => despues[n]?.ordenId !== ordenId);
}

function hechosDeUno({ antes: { plan: antes, ...suyo }, despues }: Cambio, cabida: number): Escritura[] {
  const { vehiculoId, bodegaId, dia, turno } = suyo;
  const planId = planIdDe(vehiculoId, dia);
  const { etas } = horario(turno, despues);
  const suyas = new Set(antes.paradas.map(({ ordenId }) => ordenId));
  const quedan = new Set(despues.map(({ ordenId }) => ordenId));
  const quitadas = antes.paradas.filter(({ ordenId }) => !quedan.has(ordenId));
  const nuevas = despues.flatMap((parada, posicion) => {
    if (suyas.has(parada.ordenId)) return [];
    const eta = etas[posicion] ?? parada.eta;
    return [ParadaPlanificada({ ...parada, planId, vehiculoId, dia, posicion, cambio: parada.cambio + 1, eta })];
  });
  const previos = [
    ...quitadas.map(({ ordenId }) => ParadaQuitada({ planId, ordenId, causa: 'movida' })),
    ...(antes.bodegaId !== bodegaId ? [PlanAbierto({ planId, vehiculoId, dia, bodegaId })] : []),
    ...nuevas,
  ];
  const puesto = previos.reduce((p, hecho) => plan.evolve(p, hecho, ''), antes);
  const paradas = despues.flatMap(({ ordenId }) => paradaDe(puesto, ordenId) ?? []);
  const otro =
    nuevas.length < despues.length ? reordenado({ vehiculoId, dia, turno }, puesto, paradas, cabida) : undefined;
  return [
    to(plan, planId, ...previos, ...(otro ? [otro.orden] : [])),
    ...nuevas.map(({ data: { ordenId, eta, intento, cambio } }) =>
      to(entrega, ordenId, EntregaPlanificada({ ordenId, vehiculoId, dia, eta, intento, cambio })),
    ),
    ...(otro?.entregas ?? []),
  ];
}
