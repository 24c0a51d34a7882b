import { expect, test } from 'vitest';
import * as z from 'zod';
import { wordsFor } from './words.ts';

const said = (schema: z.ZodType, input: unknown) =>
  schema.safeParse(input, { error: (issue) => wordsFor(issue as z.core.$ZodRawIssue) }).error?.issues[0]?.message;

test.each<[z.ZodType, unknown, string]>([
  [z.string(), undefined, 'Falta'],
  [z.string(), null, 'Debe ser un texto'],
  [z.number(), '1', 'Debe ser un número'],
  [z.boolean(), 1, 'Debe ser true o false'],
  [z.object({}), 1, 'Debe ser un objeto'],
  [z.array(z.int()), 1, 'Debe ser una lista'],
  [z.date(), 1, 'Debe ser de otro tipo'],
  [z.string().min(1), '', 'Debe tener como mínimo 1 carácter'],
  [z.string().min(2), '', 'Debe tener como mínimo 2 caracteres'],
  [z.string().max(0), 'a', 'Debe tener como máximo 0 caracteres'],
  [z.array(z.int()).min(1), [], 'Debe tener como mínimo 1 elemento'],
  [z.array(z.int()).max(2), [1, 2, 3], 'Debe tener como máximo 2 elementos'],
  [z.number().min(1), 0, 'Debe ser como mínimo 1'],
  [z.number().gt(1), 1, 'Debe ser mayor que 1'],
  [z.number().max(1), 2, 'Debe ser como máximo 1'],
  [z.number().lt(1), 1, 'Debe ser menor que 1'],
  [z.literal('a'), 'b', 'Debe ser a'],
  [z.enum(['a', 'b']), 'c', 'Debe ser uno de: a, b'],
  [z.literal([1, 2]), 3, 'Debe ser uno de: 1, 2'],
  [z.uuid(), 'x', 'Debe ser un UUID'],
  [z.iso.date(), 'x', 'Debe ser una fecha, como 2030-01-15'],
  [z.string().regex(/a/), 'b', 'No tiene la forma debida'],
  [z.strictObject({}), { a: 1 }, 'Tiene campos que no se conocen'],
  [z.union([z.int(), z.boolean()]), 'x', 'No tiene ninguna de las formas que se admiten'],
  [z.int().multipleOf(2), 1, 'No es válido'],
])('case %#: what is wrong is said in words', (schema, input, words) => expect(said(schema, input)).toBe(words));
