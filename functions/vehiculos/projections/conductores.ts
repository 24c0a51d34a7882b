import { ConductorRegistrado } from '#events/vehiculos/ConductorRegistrado.ts';
import { JornadaLiberada } from '#events/vehiculos/JornadaLiberada.ts';
import { VehiculoConfiado } from '#events/vehiculos/VehiculoConfiado.ts';
import { projection } from '#shared/model/projection.ts';
import { recientes, sin } from '../conductor.ts';

/** A driver as he or she is shown. */
export interface VistaConductor {
  readonly conductorId: string;
  readonly nombre: string;
  readonly telefono: string;
  /** The vehicle of each day, of recent days and of those to come. */
  readonly dias: Readonly<Record<string, string>>;
}

/** The drivers, and what each drives on which day. */
export const conductores = projection<VistaConductor>('conductores', { of: 'conductor', key: 'conductorId' })
  .on(ConductorRegistrado, (_, conductor) => ({ ...conductor, dias: {} }))
  .on(
    VehiculoConfiado,
    (v, { dia, vehiculoId }, { metadata }) =>
      v && { ...v, dias: recientes({ ...v.dias, [dia]: vehiculoId }, metadata.occurredAt) },
  )
  .on(
    JornadaLiberada,
    (v, { dia }, { metadata }) => v && { ...v, dias: recientes(sin(v.dias, dia), metadata.occurredAt) },
  );
