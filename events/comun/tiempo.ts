import * as z from 'zod';

/** A moment: ISO 8601, in UTC or with the offset of whoever says it, which is kept. */
export const Instante = z.iso
  // What is no moment is compared with none: `abort` keeps the rules of what it is part of from being asked.
  .datetime({ offset: true, abort: true, error: 'Debe ser una hora ISO 8601, por ejemplo 2026-12-01T13:00:00-05:00' })
  .max(40);

/** The time in which a delivery is welcome. */
export const Ventana = z
  .strictObject({ desde: Instante, hasta: Instante })
  .refine(({ desde, hasta }) => !(Date.parse(desde) >= Date.parse(hasta)), {
    error: 'desde debe ser anterior a hasta',
    path: ['hasta'],
  });

/** The time in which a delivery is welcome. */
export type Ventana = z.output<typeof Ventana>;

interface Rango {
  readonly desde?: string | undefined;
  readonly hasta?: string | undefined;
}

/** A question that has a range: `hasta` may not be earlier than `desde`, where both are said. */
export function conRango<S extends z.ZodType<Rango>>(pregunta: S): S {
  return pregunta.refine(({ desde, hasta }) => desde === undefined || hasta === undefined || !antes(hasta, desde), {
    error: 'hasta no puede ser anterior a desde',
    path: ['hasta'],
  });
}

/** Whether `a` is earlier than `b`. Texts of different precision do not compare as text: `…00Z` and `…00.000Z`. */
export function antes(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}

/** Seconds from `a` to `b`; negative when `b` is earlier. */
export function segundosEntre(a: string, b: string): number {
  return (Date.parse(b) - Date.parse(a)) / 1000;
}

/** The same moment written with milliseconds, as the log writes it: so texts compare as the moments do. */
export function enMilisegundos(instante: string): string {
  return new Date(instante).toISOString();
}

/** Colombia is five hours behind UTC all year: it has had no summer time since 1993 (tz database, America/Bogota). */
const COLOMBIA_MS = -5 * 3_600_000;

/** A moment as clocks in Colombia show it: `2030-01-15T09:20:00.000`. */
export function enColombia(instante: string): string {
  return new Date(Date.parse(instante) + COLOMBIA_MS).toISOString().slice(0, -1);
}

/** A day of the calendar, as it is in Colombia: `2030-01-15`. */
export const Dia = z.iso.date({ error: 'Debe ser un día, por ejemplo 2026-12-01' });

/** The day that a moment belongs to in Colombia: `2030-01-15`. */
export function diaEnColombia(instante: string): string {
  return enColombia(instante).slice(0, 10);
}

/** When the day in Colombia begins that a moment belongs to. */
export function comienzoDelDia(instante: string): string {
  return enMilisegundos(`${diaEnColombia(instante)}T00:00:00-05:00`);
}

/** A moment that somebody else's clock tells; `now` when it tells none, or one that is still to come. */
export function noDespues(momento: string | undefined, now: string): string {
  return momento === undefined || antes(now, momento) ? now : momento;
}

/** How far ahead somebody else's clock may be, in seconds, and still be taken to mean now. */
const ADELANTO_S = 300;

/**
 * A moment that somebody else's clock tells, when it lies between `inicio` and `now`; `now` when it tells none, or a clock
 * that is a little ahead does. `undefined` when it cannot have been then.
 */
export function entre(inicio: string, momento: string | undefined, now: string): string | undefined {
  if (momento === undefined) return now;
  if (antes(momento, inicio) || segundosEntre(now, momento) > ADELANTO_S) return undefined;
  return noDespues(momento, now);
}
