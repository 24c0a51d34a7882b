import * as z from 'zod';
import { event } from './event.ts';

/** A saga has taken facts and stands at a new step. First event of each commit of its stream. */
export const SagaAvanzada = event('SagaAvanzada', {
  context: 'procesos',
  schema: z.object({
    saga: z.string(),
    clave: z.string(),
    /** The facts that it took in this step, in their order. */
    causas: z.array(z.object({ id: z.string(), type: z.string() })),
    estado: z.unknown(),
    /** Up to which version it has taken each stream that it follows, by aggregate. */
    posiciones: z.record(z.string(), z.int()),
    /** The ids of the other facts that it has taken. */
    vistos: z.array(z.string()),
  }),
  example: {
    saga: 'entrega',
    clave: '1',
    causas: [{ id: '0', type: 'OrdenCreada' }],
    estado: { paso: 'reservando' },
    posiciones: { orden: 1 },
    vistos: [],
  },
});

const Plazo = z.object({ saga: z.string(), clave: z.string(), nombre: z.string(), vence: z.iso.datetime() });

/** A saga has set itself a deadline. */
export const PlazoFijado = event('PlazoFijado', {
  context: 'procesos',
  schema: Plazo,
  example: { saga: 'entrega', clave: '1', nombre: 'reserva', vence: '2026-01-01T00:15:00.000Z' },
});

/** The time of a deadline has come. Whether it still means something is for the saga to say. */
export const PlazoVencido = event('PlazoVencido', {
  context: 'procesos',
  schema: Plazo,
  example: { saga: 'entrega', clave: '1', nombre: 'reserva', vence: '2026-01-01T00:15:00.000Z' },
});
