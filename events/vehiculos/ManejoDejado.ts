import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_JORNADA, JornadaDeConductor } from './jornada.ts';

/** A vehicle has no driver for a day any more. */
export const ManejoDejado = event('ManejoDejado', {
  context: 'vehiculos',
  schema: JornadaDeConductor,
  example: EJEMPLO_DE_JORNADA,
});
