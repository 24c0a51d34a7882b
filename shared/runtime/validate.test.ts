import { expect, test } from 'vitest';
import * as z from 'zod';
import { validate } from './validate.ts';

const schema = z.strictObject({ a: z.int().max(3) });

const refusal = (input: unknown): any => {
  try {
    return validate(schema, input);
  } catch (error) {
    return error;
  }
};

test('what fits is given as its schema reads it', () => {
  const kept = validate(z.object({ a: z.int().default(3) }), { b: 1 });
  expect(kept).toStrictEqual({ a: 3 });
});

test('what is wrong is named by its field', () =>
  expect(refusal({ a: 4, b: 1 })).toMatchObject({
    code: 'ENTRADA_INVALIDA',
    errors: [{ campo: 'a' }, { campo: 'b', mensaje: 'No se conoce este campo' }],
  }));

test.each([
  [z.int(), undefined, 'Falta'],
  [z.int(), 'x', 'Debe ser un número'],
  [z.int(), 1.5, 'Debe ser un número entero'],
  [z.string(), 3, 'Debe ser un texto'],
  [z.array(z.int()), {}, 'Debe ser una lista'],
  [z.strictObject({}), [], 'Debe ser un objeto'],
  [z.boolean(), 'si', 'Debe ser true o false'],
  [z.int().min(1), 0, 'Debe ser como mínimo 1'],
  [z.number().positive(), 0, 'Debe ser mayor que 0'],
  [z.number().max(90), 91, 'Debe ser como máximo 90'],
  [z.string().max(2), 'abc', 'Debe tener como máximo 2 caracteres'],
  [z.array(z.int()).min(1), [], 'Debe tener como mínimo 1 elemento'],
  [z.enum(['normal', 'alta']), 'x', 'Debe ser uno de: normal, alta'],
  [z.literal('a'), 'x', 'Debe ser a'],
  [z.uuid(), 'x', 'Debe ser un UUID'],
  [z.iso.date(), 'x', 'Debe ser una fecha, como 2030-01-15'],
  [z.union([z.int(), z.boolean()]), 'x', 'No tiene ninguna de las formas que se admiten'],
  [z.int().refine((n) => n > 5), 1, 'No es válido'],
  [z.string().regex(/^a$/, { error: 'Debe ser una a' }), 'x', 'Debe ser una a'],
])('case %#: what is wrong is a sentence', (member, value, mensaje) => {
  try {
    validate(z.object({ m: member }), { m: value });
    expect.unreachable();
  } catch (error) {
    expect((error as { errors: unknown }).errors).toStrictEqual([{ campo: 'm', mensaje }]);
  }
});

test('a field is told of once: by the first rule that it breaks', () => {
  const two = z.object({ a: z.string().regex(/^x/, { error: 'Debe empezar por x' }).max(2) });
  expect(() => validate(two, { a: 'yyy' })).toThrow(
    expect.objectContaining({ errors: [{ campo: 'a', mensaje: 'Debe empezar por x' }] }),
  );
});

test('what two rules say of a field in the same words is told once', () => {
  const twice = z.object({ a: z.string().regex(/^x/, { error: 'Debe ser x' }).regex(/x$/, { error: 'Debe ser x' }) });
  expect(() => validate(twice, { a: 'y' })).toThrow(
    expect.objectContaining({ detail: 'a: Debe ser x', errors: [{ campo: 'a', mensaje: 'Debe ser x' }] }),
  );
});

test('a hundred thousand wrong fields make a small answer, which says how many there are', () => {
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`campo${at}`, at]));
  const { errors, detail } = refusal({ a: 1, ...many });
  expect(errors).toHaveLength(20);
  expect(detail).toMatch(/; … y 99980 más$/);
  expect(detail.length).toBeLessThan(2_000);
});

test('a field with a name without end is told by its beginning', () => {
  const { errors } = refusal({ a: 1, [`${'x'.repeat(199)}🙂${'x'.repeat(9_999)}`]: 1 });
  expect(errors[0].campo).toBe(`${'x'.repeat(199)}\ufffd…`);
});

test('the sentence of the answer names each field, and no more than there are', () => {
  expect(refusal({ a: 4, b: 1 }).detail).toBe('a: Debe ser como máximo 3; b: No se conoce este campo');
  const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`campo${at}`, at]));
  expect(refusal({ a: 1, ...twenty }).detail).not.toMatch(/más$/);
});

test.each([
  [200, 'x'.repeat(200)],
  [201, `${'x'.repeat(200)}…`],
])('a name of %d characters is told as far as it goes', (length, campo) =>
  expect(refusal({ a: 1, ['x'.repeat(length)]: 1 }).errors).toStrictEqual([
    { campo, mensaje: 'No se conoce este campo' },
  ]),
);

test('__proto__ is a field that nobody knows', () =>
  expect(refusal(JSON.parse('{"a":1,"__proto__":{"b":1}}'))).toMatchObject({ errors: [{ campo: '__proto__' }] }));
