import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_JORNADA, JornadaDeConductor } from './jornada.ts';

/** A driver has a vehicle for a day, in the place of the one that he or she had for it. */
export const VehiculoConfiado = event('VehiculoConfiado', {
  context: 'vehiculos',
  schema: JornadaDeConductor,
  example: EJEMPLO_DE_JORNADA,
});
