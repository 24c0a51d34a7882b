import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_JORNADA, JornadaDeConductor } from './jornada.ts';

/** A vehicle has its driver for a day. In the vehicle's own stream of that day, so that it has one. */
export const ManejoAsumido = event('ManejoAsumido', {
  context: 'vehiculos',
  schema: JornadaDeConductor,
  example: EJEMPLO_DE_JORNADA,
});
