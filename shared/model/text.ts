import * as z from 'zod';

/**
 * What no text holds: control characters, lone surrogates (half a character), what is no character or stands where bytes
 * were none (U+FFFD), and separators of lines and paragraphs.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}\ufffd]/u;

/** Emoji as people send them (UTS 51, RGI): some are held together by marks that show nothing themselves. */
const EMOJI = /\p{RGI_Emoji}/gv;

/**
 * What nobody sees: soft hyphens, spaces and joiners without width, marks of direction, selectors of variants, tags. Outside of
 * an emoji it makes two texts differ that look alike, or turns the text around.
 */
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u;

/**
 * A letter, a figure, a punctuation mark or a symbol: without one, a text shows nothing. Some are made to fill a place and
 * show nothing themselves: those of Hangul, and Braille without dots (U+2800).
 */
const SHOWS = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v;

/**
 * A line that a person fills in, of 1 to `max` UTF-16 units: well-formed Unicode that shows something, without control
 * characters or marks that nobody sees. It is taken in NFC, so what looks alike is alike, and without spaces around it.
 */
export function line(max: number): z.ZodString {
  return bounded(z.string().normalize('NFC').trim(), max)
    .refine((text) => !FORBIDDEN.test(text), {
      error: 'Debe ser una sola línea de caracteres válidos, sin caracteres de control',
    })
    .meta({ text: 'line' });
}

/** Like a line, but it may have line breaks; `\r\n` is taken as `\n`. */
export function paragraph(max: number): z.ZodString {
  const unix = (text: string) => text.replaceAll(/\r\n?/g, '\n');
  return bounded(z.string().overwrite(unix).normalize('NFC').trim(), max)
    .refine((text) => !FORBIDDEN.test(text.replaceAll('\n', '')), {
      error: 'Debe tener caracteres válidos; los de control no lo son, salvo el salto de línea',
    })
    .meta({ text: 'paragraph' });
}

function bounded(text: z.ZodString, max: number): z.ZodString {
  return text
    .min(1, { error: 'No puede estar en blanco', abort: true })
    .max(max)
    .refine((words) => SHOWS.test(words), { error: 'No puede estar en blanco', abort: true })
    .refine((words) => !HIDDEN.test(words.replaceAll(EMOJI, '')), {
      error: 'No puede tener caracteres invisibles: escríbalo de nuevo en vez de pegarlo',
    });
}
