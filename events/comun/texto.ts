import * as z from 'zod';
import { line, paragraph } from '#shared/model/text.ts';

/** What a person or a thing is called. */
export const Nombre = line(120);

/** A city, as people write it. */
export const Ciudad = line(80);

/** Where a street door is. */
export const Direccion = line(200);

/** A place in words, where there is no address: `Calle 80 con carrera 30, bahía`. */
export const Sitio = line(200);

/** What whoever brings something should know: `Tocar dos veces`. */
export const Notas = paragraph(500);

/** What a paper, a picture or a signature is called where it is kept: an address, a number, a digest. */
export const Referencia = line(500);

/** Why something was done, in words for people. */
export const Motivo = paragraph(500);

/** An e-mail address, no longer than mail can carry (RFC 5321). */
export const Correo = z.email({ error: 'Debe ser una dirección de correo' }).max(254);

/** A Colombian number as people of the country write it: ten digits, that of a mobile with a 3 and any other with a 6. */
const NACIONAL = /^[36][0-9]{9}$/;

/** A number without what people put between its digits, and with its country. */
function internacional(numero: string): string {
  const compacto = numero.replaceAll(/[\s().-]/g, '').replace(/^00/, '+');
  return NACIONAL.test(compacto) ? `+57${compacto}` : compacto;
}

/** A telephone number (E.164), however it was spaced; one that names no country is Colombian: `+573001234567`. */
export const Telefono = z
  .string()
  .overwrite(internacional)
  .regex(/^\+[1-9][0-9]{7,14}$/, {
    error: 'Debe ser un número de teléfono con el indicativo de su país, como +57 300 1234567',
  });
