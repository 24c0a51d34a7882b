import { PlanificacionHecha } from '#events/vehiculos/PlanificacionHecha.ts';
import { projection } from '#shared/model/projection.ts';

/** A planning as it is shown: when it was, and what it changed. */
export interface VistaPlanificacion {
  readonly planificacionId: string;
  readonly bodegaId: string;
  readonly dia: string;
  readonly hechaEn: string;
  readonly movidas: number;
  readonly vehiculosAntes: number;
  readonly vehiculosDespues: number;
  readonly metrosAntes: number;
  readonly metrosDespues: number;
}

/** The plannings that changed something, by warehouse and time. */
export const planificaciones = projection<VistaPlanificacion>('planificaciones', {
  of: 'planificacion',
  key: 'planificacionId',
  indexes: { porBodega: { by: 'bodegaId', sort: 'hechaEn' } },
}).on(PlanificacionHecha, (_, datos, { metadata }) => ({ ...datos, hechaEn: metadata.occurredAt }));
