import * as z from 'zod';
import { type Fault, type FieldError, fault } from './fault.ts';
import { wordsFor } from './words.ts';

z.config({ customError: wordsFor });

/** An answer tells no more wrong fields than these: an input can have any number. */
const MOST_ERRORS = 20;

/** The input, parsed by its schema. Throws Fault ENTRADA_INVALIDA (400), which names the wrong fields. */
export function validate<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw badInput(
    parsed.error.issues.flatMap((issue) => {
      const at = issue.path.map(String);
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => ({ campo: [...at, key].join('.'), mensaje: 'No se conoce este campo' }));
      }
      return [{ campo: at.join('.') || '(cuerpo)', mensaje: issue.message }];
    }),
  );
}

/** What is thrown for an input with wrong fields: the first of them are told, each once, and how many more there are. */
export function badInput(errors: readonly FieldError[]): Fault {
  // What else a field breaks may follow from what it breaks first.
  const distinct = [...new Map(errors.toReversed().map((one) => [one.campo, one])).values()].toReversed();
  const told = distinct
    .slice(0, MOST_ERRORS)
    .map(({ campo, mensaje }) => ({ campo: shortened(campo), mensaje: shortened(mensaje) }));
  const more = distinct.length - told.length;
  return fault('ENTRADA_INVALIDA', {
    detail: [
      ...told.map(({ campo, mensaje }) => `${campo}: ${mensaje}`),
      ...(more > 0 ? [`… y ${more} más`] : []),
    ].join('; '),
    errors: told,
  });
}

/** Names of members are the caller's, and so of any length. */
function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200).toWellFormed()}…` : text;
}
