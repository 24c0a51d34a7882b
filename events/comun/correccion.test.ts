import { expect, test } from 'vitest';
import * as z from 'zod';
import { correccionDe } from './correccion.ts';

const Correccion = correccionDe(
  'id',
  z.strictObject({ id: z.string(), nombre: z.string().optional(), notas: z.string().nullable().optional() }),
);

test('una corrección dice al menos una cosa', () => {
  const { error } = Correccion.safeParse({ id: 'A' });
  expect(error?.issues.map(({ message }) => message)).toEqual(['Diga qué se corrige: nombre o notas']);
});

test.each([{ nombre: 'B' }, { notas: null }])('%j basta', (dicho) =>
  expect(Correccion.parse({ id: 'A', ...dicho })).toEqual({ id: 'A', ...dicho }),
);
