import * as z from 'zod';
import es from 'zod/v4/locales/es.js';
import { type Fault, type FieldError, fault } from './fault.ts';

z.config(es());

/** The input, parsed by its schema. Throws Fault ENTRADA_INVALIDA (400), which names every wrong field. */
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

/** What is thrown for an input with wrong fields. */
export function badInput(errors: readonly FieldError[]): Fault {
  return fault('ENTRADA_INVALIDA', {
    detail: errors.map(({ campo, mensaje }) => `${campo}: ${mensaje}`).join('; '),
    errors,
  });
}
