import type * as z from 'zod';

/** What a correction accepts: besides whose data it is, one field at least. */
export function correccionDe<S extends z.ZodObject>(clave: keyof S['shape'] & string, campos: S): S {
  const otros = Object.keys(campos.shape).filter((campo) => campo !== clave);
  return campos.refine((dicho) => otros.some((campo) => dicho[campo] !== undefined), {
    error: `Diga qué se corrige: ${otros.slice(0, -1).join(', ')} o ${otros.at(-1)}`,
  });
}
