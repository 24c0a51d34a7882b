import * as z from 'zod';
import { event } from './event.ts';

/** A saga has seen a fact and stands at a new step. First event of each commit of its stream. */
export const SagaAvanzada = event('SagaAvanzada', {
  context: 'procesos',
  schema: z.object({
    saga: z.string(),
    clave: z.string(),
    causa: z.object({ id: z.string(), type: z.string() }),
    estado: z.unknown(),
    vistos: z.array(z.string()),
  }),
  example: {
    saga: 'entrega',
    clave: '1',
    causa: { id: '0', type: 'OrdenCreada' },
    estado: { paso: 'reservando' },
    vistos: ['0'],
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
