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

test('what is wrong is named by its field', () =>
  expect(refusal({ a: 4, b: 1 })).toMatchObject({
    code: 'ENTRADA_INVALIDA',
    errors: [{ campo: 'a' }, { campo: 'b', mensaje: 'No se conoce este campo' }],
  }));

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

test('__proto__ is a field that nobody knows', () =>
  expect(refusal(JSON.parse('{"a":1,"__proto__":{"b":1}}'))).toMatchObject({ errors: [{ campo: '__proto__' }] }));
