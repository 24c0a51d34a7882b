import * as z from 'zod';
import type { Opaque } from '#shared/model/personal.ts';
import { Dia } from './tiempo.ts';

/** A time of the day as clocks in Colombia show it: `08:00`. */
export const Hora = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, {
  error: 'Debe ser una hora del día de 00:00 a 23:59, como 08:00',
});

/** Hours of a day. Those that end before they begin go over midnight, and belong to the day in which they begin. */
export const Horas = z.strictObject({ desde: Hora, hasta: Hora });

/** Hours of a day. */
export type Horas = z.output<typeof Horas>;

/** The days of the week in the order of `Date.getUTCDay`. */
export const DiaDeSemana = z.enum(['domingo', 'lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado']);

/**
 * When a vehicle or a warehouse works: at which hours (absent: at any), its breaks, the days of the week on which it
 * rests (never all of them), single days off, and whether it works on Colombia's public holidays too (absent: it does not).
 */
export const Calendario = z.strictObject({
  jornada: Horas.optional(),
  pausas: z.array(Horas).max(4).optional(),
  descansa: z.array(DiaDeSemana).max(6).optional(),
  libres: z.array(Dia).max(100).optional(),
  festivos: z.boolean().optional(),
});

/** When a vehicle or a warehouse works. */
export type Calendario = Opaque<z.output<typeof Calendario>>;
