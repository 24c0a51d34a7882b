import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_JORNADA, JornadaDeConductor } from './jornada.ts';

/** A driver has no vehicle for a day any more. */
export const JornadaLiberada = event('JornadaLiberada', {
  context: 'vehiculos',
  schema: JornadaDeConductor,
  example: EJEMPLO_DE_JORNADA,
});
