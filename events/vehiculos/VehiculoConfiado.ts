import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_JORNADA, JornadaDeConductor } from './jornada.ts';

/** A driver has a vehicle for a day. Of two for one day, as older logs may have them, the later one is it. */
export const VehiculoConfiado = event('VehiculoConfiado', {
  context: 'vehiculos',
  schema: JornadaDeConductor,
  example: EJEMPLO_DE_JORNADA,
});
