import * as z from 'zod';

/** The states of an order, as they are shown and counted. */
export const EstadoDeOrden = z.enum([
  'creada',
  'confirmada',
  'rechazada',
  'asignada',
  'enTransito',
  'entregada',
  'entregadaParcial',
  'entregaFallida',
  'devuelta',
  'cancelada',
]);

/** A state of an order. */
export type EstadoDeOrden = z.output<typeof EstadoDeOrden>;
