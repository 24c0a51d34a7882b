import * as z from 'zod';
import { event } from './event.ts';

/** A saga has taken facts and stands at a new step. First event of each commit of its stream; it stays in the log. */
export const SagaAvanzada = event('SagaAvanzada', {
  context: 'procesos',
  schema: z.object({
    saga: z.string(),
    clave: z.string(),
    /** The facts that it took in this step, in their order. */
    causas: z.array(z.object({ id: z.string(), type: z.string() })),
    estado: z.looseObject({ paso: z.string() }),
    /** The version of the saga's stream that entered the state. */
    desde: z.int(),
    /** Up to which version it has taken each stream that it follows, by aggregate. */
    posiciones: z.record(z.string(), z.int()),
  }),
  example: {
    saga: 'cumplimiento',
    clave: '1',
    causas: [{ id: '0', type: 'OrdenCreada' }],
    estado: { paso: 'reservando' },
    desde: 1,
    posiciones: { orden: 1 },
  },
});

const Plazo = z.object({
  saga: z.string(),
  clave: z.string(),
  /** The state whose deadline it is. */
  paso: z.string(),
  /** The version of the saga's stream that entered the state: by it the deadline of one entry is told from others. */
  entrada: z.int(),
  vence: z.iso.datetime(),
});

const example = { saga: 'cumplimiento', clave: '1', paso: 'reservando', entrada: 1, vence: '2026-01-01T00:15:00.000Z' };

/** A saga has entered a state that has a deadline. */
export const PlazoFijado = event('PlazoFijado', { context: 'procesos', schema: Plazo, example });

/** The time of a deadline has come. It means something only while the saga is where that entry brought it. */
export const PlazoVencido = event('PlazoVencido', { context: 'procesos', schema: Plazo, example });
