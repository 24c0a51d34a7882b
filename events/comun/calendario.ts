import * as z from 'zod';
import type { Opaque } from '#shared/model/personal.ts';
import { Dia } from './tiempo.ts';

/** A time of the day as clocks in Colombia show it: `08:00`. */
const Hora = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, {
  error: 'Debe ser una hora del día de 00:00 a 23:59, como 08:00',
});

/** Hours of a day, of which there are some. Those that end before they begin go over midnight, and belong to the day in which they begin. */
export const Horas = z.strictObject({ desde: Hora, hasta: Hora }).refine(({ desde, hasta }) => desde !== hasta, {
  error: 'desde y hasta deben ser distintas',
  path: ['hasta'],
});

/** Hours of a day. */
export type Horas = z.output<typeof Horas>;

/** The days of the week in the order of `Date.getUTCDay`. */
export const DiaDeSemana = z.enum(['domingo', 'lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado']);

/**
 * When a vehicle or a warehouse works: at which hours (absent: at any), its breaks within them, the days of the week on which it
 * rests (never all of them), single days off, and whether it works on Colombia's public holidays too (absent: it does not).
 */
export const Calendario = z
  .strictObject({
    jornada: Horas.optional(),
    pausas: z.array(Horas).max(4).optional(),
    descansa: z.array(DiaDeSemana).max(6).optional(),
    libres: z.array(Dia).max(100).optional(),
    festivos: z.boolean().optional(),
  })
  .refine(({ jornada, pausas = [] }) => !jornada || pausas.every((pausa) => esParteDe(pausa, jornada)), {
    error: 'Cada pausa debe estar dentro de la jornada, y ser más corta que ella',
    path: ['pausas'],
  });

/** When a vehicle or a warehouse works. */
export type Calendario = Opaque<z.output<typeof Calendario>>;

/** Whether some hours lie within others, and leave some of them. */
function esParteDe(pausa: Horas, jornada: Horas): boolean {
  const dura = minutosEntre(pausa.desde, pausa.hasta);
  const toda = minutosEntre(jornada.desde, jornada.hasta);
  // Of what is no hour nothing more is said.
  return !(dura >= toda || minutosEntre(jornada.desde, pausa.desde) + dura > toda);
}

/** Minutes from one time of the day to when it is the other one. */
function minutosEntre(desde: string, hasta: string): number {
  const [de = 0, a = 0] = [desde, hasta].map((hora) => Number(hora.slice(0, 2)) * 60 + Number(hora.slice(3)));
  return (a - de + 1440) % 1440;
}
