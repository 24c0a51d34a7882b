import { diaEnColombia } from '#events/comun/tiempo.ts';
import { ConductorRegistrado } from '#events/vehiculos/ConductorRegistrado.ts';
import { JornadaLiberada } from '#events/vehiculos/JornadaLiberada.ts';
import { VehiculoConfiado } from '#events/vehiculos/VehiculoConfiado.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** How long a day that is over is kept (ms): nobody is asked about it any more, and the state must not grow for ever. */
const RECIENTES_MS = 31 * 86_400_000;

/** A driver, as commands need it. */
export interface Conductor {
  readonly estado: 'inexistente' | 'registrado';
  /** The vehicle of each day, of recent days and of those to come. */
  readonly dias: Readonly<Record<string, string>>;
}

/** A driver and the vehicles that he or she has, by day. */
export const conductor = aggregate<Conductor>(
  'conductor',
  { estado: 'inexistente', dias: {} },
  { every: 50, revision: 2 },
)
  .on(ConductorRegistrado, (c) => ({ ...c, estado: 'registrado' }))
  .on(VehiculoConfiado, (c, jornada, at) => ({
    ...c,
    dias: recientes({ ...c.dias, [jornada.dia]: jornada.vehiculoId }, at),
  }))
  .on(JornadaLiberada, (c, { dia }, at) => ({ ...c, dias: recientes(sin(c.dias, dia), at) }));

/** Days that are at most a month over. */
export function recientes(dias: Conductor['dias'], at: string): Conductor['dias'] {
  const desde = diaEnColombia(new Date(Date.parse(at) - RECIENTES_MS).toISOString());
  return Object.fromEntries(Object.entries(dias).filter(([dia]) => dia >= desde));
}

/** Days without one of them. */
export function sin(dias: Conductor['dias'], quitado: string): Conductor['dias'] {
  return Object.fromEntries(Object.entries(dias).filter(([dia]) => dia !== quitado));
}
