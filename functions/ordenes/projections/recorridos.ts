import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import { ParadaAgregada } from '#events/vehiculos/ParadaAgregada.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import { RutaDeshecha } from '#events/vehiculos/RutaDeshecha.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { projection } from '#shared/model/projection.ts';

/** The route that a vehicle is on. */
export interface Recorrido {
  readonly vehiculoId: string;
  readonly rutaId: string;
  readonly iniciadaEn: string;
  /** The orders that it still has to bring, in the order of its stops. */
  readonly ordenes: readonly string[];
  /** It broke down on the way, and goes nowhere until it is whole again or another takes over what it has. */
  readonly averiado?: true | undefined;
}

/** What vehicles on the road have before them, by vehicle; of one that is at its base there is nothing. */
export const recorridos = projection<Recorrido>('recorridos', { of: 'vehiculo', key: 'vehiculoId' })
  .on(RutaIniciada, (_, { vehiculoId, rutaId, paradas }, { metadata }) => ({
    vehiculoId,
    rutaId,
    iniciadaEn: metadata.occurredAt,
    ordenes: paradas.map(({ ordenId }) => ordenId),
  }))
  .on(ParadaAgregada, (r, { parada }) => r && { ...r, ordenes: [...sin(r.ordenes, parada.ordenId), parada.ordenId] })
  .on(ParadaCerrada, (r, { ordenId }) => r && { ...r, ordenes: sin(r.ordenes, ordenId) })
  .on(MantenimientoIniciado, (r) => r && { ...r, averiado: true })
  .on(MantenimientoTerminado, (r) => r && { ...r, averiado: undefined })
  .on(RutaDeshecha, () => undefined)
  .on(RutaFinalizada, () => undefined);

function sin(ordenes: readonly string[], ordenId: string): readonly string[] {
  return ordenes.filter((otra) => otra !== ordenId);
}
