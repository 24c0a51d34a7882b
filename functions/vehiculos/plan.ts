import { ParadaFijada } from '#events/vehiculos/ParadaFijada.ts';
import { ParadaPlanificada } from '#events/vehiculos/ParadaPlanificada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { PlanAbierto } from '#events/vehiculos/PlanAbierto.ts';
import { PlanDespachado } from '#events/vehiculos/PlanDespachado.ts';
import { PlanReordenado } from '#events/vehiculos/PlanReordenado.ts';
import { PlanRestituido } from '#events/vehiculos/PlanRestituido.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** What a vehicle is to do on a day, in order, and has not left with. One without a vehicle was never opened. */
export interface Plan {
  readonly vehiculoId?: string;
  readonly dia?: string;
  readonly bodegaId?: string;
  readonly paradas: readonly Parada[];
  /** When the deliveries of stops were told that they come, by order, where the plan has said another time since. */
  readonly dichas?: Readonly<Record<string, string>> | undefined;
}

/** A vehicle's day: its stops until it leaves with them. Each is in one plan at most. */
export const plan = aggregate<Plan>('plan', { paradas: [] }, { every: 50, revision: 3 })
  .on(PlanAbierto, (p, { vehiculoId, dia, bodegaId }) => ({ ...p, vehiculoId, dia, bodegaId }))
  .on(ParadaPlanificada, (p, { planId: _, vehiculoId: __, dia: ___, posicion, ...parada }) => {
    const otras = sinParadas(p, [parada.ordenId]);
    return { ...otras, paradas: otras.paradas.toSpliced(posicion, 0, parada) };
  })
  .on(ParadaQuitada, (p, { ordenId }) => sinParadas(p, [ordenId]))
  .on(PlanReordenado, (p, { paradas: orden }) => {
    const cambios = new Map(orden.map(({ ordenId, cambio }) => [ordenId, cambio]));
    const calladas = p.paradas.filter(({ ordenId }) => cambios.get(ordenId) === undefined);
    return {
      ...p,
      paradas: enOrden(p.paradas, orden).map((parada) => ({
        ...parada,
        cambio: cambios.get(parada.ordenId) ?? parada.cambio,
      })),
      dichas: Object.fromEntries(calladas.map((parada) => [parada.ordenId, dichaA(p, parada)])),
    };
  })
  .on(ParadaFijada, (p, { ordenId, fija }) => ({
    ...p,
    paradas: p.paradas.map((parada) => (parada.ordenId === ordenId ? { ...parada, fija } : parada)),
  }))
  .on(PlanDespachado, (p, { ordenes }) => sinParadas(p, ordenes))
  .on(PlanRestituido, (p, { paradas }) => ({
    ...p,
    paradas: [
      ...paradas,
      ...sin(
        p.paradas,
        paradas.map(({ ordenId }) => ordenId),
      ),
    ],
  }));

/** The id of a vehicle's plan of a day (`2030-01-15`). */
export function planIdDe(vehiculoId: string, dia: string): string {
  return `${vehiculoId}:${dia}`;
}

/** Whose plan it is, and of which day. */
export function deQuien(planId: string): { readonly vehiculoId: string; readonly dia: string } {
  const [vehiculoId = '', dia = ''] = planId.split(':');
  return { vehiculoId, dia };
}

/** The stop of an order in a plan. */
export function paradaDe({ paradas }: Plan, ordenId: string): Parada | undefined {
  return paradas.find((parada) => parada.ordenId === ordenId);
}

/** When the delivery of a stop was told that it comes. */
export function dichaA({ dichas }: Plan, { ordenId, eta }: Parada): string {
  return dichas?.[ordenId] ?? eta;
}

/** Stops in the order that is said, with its times; those of which nothing is said come last, as they were. */
export function enOrden<P extends Pick<Parada, 'ordenId' | 'eta'>>(
  paradas: readonly P[],
  orden: readonly Pick<Parada, 'ordenId' | 'eta'>[],
): readonly P[] {
  const dichas = orden.flatMap(({ ordenId, eta }) => {
    const parada = paradas.find((una) => una.ordenId === ordenId);
    return parada ? [{ ...parada, eta }] : [];
  });
  return [
    ...dichas,
    ...sin(
      paradas,
      orden.map(({ ordenId }) => ordenId),
    ),
  ];
}

/** A plan without the stops of some orders. */
function sinParadas(p: Plan, ordenes: readonly string[]): Plan {
  const { dichas = {} } = p;
  const quedan = Object.entries(dichas).filter(([ordenId]) => !ordenes.includes(ordenId));
  return { ...p, paradas: sin(p.paradas, ordenes), dichas: Object.fromEntries(quedan) };
}

/** Stops without those of some orders. */
function sin<P extends Pick<Parada, 'ordenId'>>(paradas: readonly P[], ordenes: readonly string[]): readonly P[] {
  return paradas.filter(({ ordenId }) => !ordenes.includes(ordenId));
}
