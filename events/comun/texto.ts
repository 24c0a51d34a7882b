import * as z from 'zod';

/** Words for people: not blank, and no longer than `max`. */
export function texto(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((palabras) => palabras.trim() !== '', { error: 'No puede estar en blanco' });
}

/** A telephone number as people write it, with its seven digits at least. */
export const Telefono = z
  .string()
  .regex(/^\+?[0-9 ]{7,20}$/)
  .refine((numero) => numero.replaceAll(/\D/g, '').length >= 7, { error: 'Debe tener al menos siete cifras' });
