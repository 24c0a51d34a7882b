import { ParadaFijada } from '#events/vehiculos/ParadaFijada.ts';
import { ParadaPlanificada } from '#events/vehiculos/ParadaPlanificada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { PlanAbierto } from '#events/vehiculos/PlanAbierto.ts';
import { PlanDespachado } from '#events/vehiculos/PlanDespachado.ts';
import { PlanReordenado } from '#events/vehiculos/PlanReordenado.ts';
import { PlanRestituido } from '#events/vehiculos/PlanRestituido.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { idOf, type Recorded } from '#shared/model/envelope.ts';
import { projection } from '#shared/model/projection.ts';
import { plan } from '../plan.ts';

/** What a vehicle is to do on a day and has not left with, in order. */
export interface VistaPlan {
  readonly planId: string;
  readonly vehiculoId: string;
  readonly dia: string;
  readonly bodegaId: string;
  readonly paradas: readonly Parada[];
  /** `si` while it has stops that no vehicle has left with. */
  readonly porSalir?: 'si' | undefined;
}

/** The plans, by day and by vehicle: what is free of each vehicle follows from them; and those that are still to leave, by day. */
export const planes = projection<VistaPlan>('planes', {
  of: 'plan',
  key: 'planId',
  indexes: {
    porDia: { by: 'dia', sort: 'planId' },
    porVehiculo: { by: 'vehiculoId', sort: 'dia' },
    porSalir: { by: 'porSalir', sort: 'dia' },
  },
})
  .on(PlanAbierto, (v, _, e) => despues(v, e))
  .on(ParadaPlanificada, (v, _, e) => despues(v, e))
  .on(ParadaQuitada, (v, _, e) => despues(v, e))
  .on(PlanReordenado, (v, _, e) => despues(v, e))
  .on(ParadaFijada, (v, _, e) => despues(v, e))
  .on(PlanDespachado, (v, _, e) => despues(v, e))
  .on(PlanRestituido, (v, _, e) => despues(v, e));

/** The plan after an event, as its own fold has it. */
function despues(v: VistaPlan | undefined, { type, data, metadata }: Recorded): VistaPlan | undefined {
  const antes = v ?? plan.initial;
  const { paradas, vehiculoId, dia, bodegaId } = plan.evolve(
    antes,
    { type, version: metadata.schemaVersion, data },
    '',
  );
  if (vehiculoId === undefined || dia === undefined || bodegaId === undefined) return undefined;
  const porSalir = paradas.length > 0 ? 'si' : undefined;
  return { planId: idOf(metadata.stream), vehiculoId, dia, bodegaId, paradas, porSalir };
}
