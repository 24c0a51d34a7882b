import { expect, test } from 'vitest';
import { ApiError, wordsOf } from './problems.ts';

const words = (status: number, more: object = {}) => wordsOf(new ApiError({ status, ...more }));

test("a refusal is told by the server's title first, then why, then what to do", () => {
  const { title, advice, retry } = words(422, {
    codigo: 'VENTANA_PASADA',
    title: 'La ventana de entrega ya pasó',
    detail: 'Terminó el 2 de enero',
  });
  expect([title, advice, retry]).toStrictEqual([
    'La ventana de entrega ya pasó.',
    'Terminó el 2 de enero. Elija una que todavía no haya terminado.',
    false,
  ]);
});
test('a fault of ours is told in our words, with the number to tell', () => {
  const { title, advice, retry, id } = words(500, {
    title: 'Error interno',
    detail: 'x',
    instance: 'urn:alpes:peticion:a1b2',
  });
  expect([title, advice, retry, id]).toStrictEqual([
    'Algo falló de nuestra parte.',
    'Si se repite, comunique este número.',
    true,
    'a1b2',
  ]);
});
test.each([
  [0, 'No sabemos si llegó.', 'Reintentar es seguro: no se hará dos veces.'],
  [504, 'No sabemos si llegó.', 'Reintentar es seguro: no se hará dos veces.'],
  [401, 'Su sesión venció.', 'Entre de nuevo; no perderá lo escrito.'],
  [403, 'Su usuario no puede hacer esto.', 'Pídalo a quien administra.'],
])('%i', (status, title, advice) => expect(words(status)).toMatchObject({ title, advice }));
test('what is wrong with each field is told beside it', () => {
  const errores = [{ campo: 'motivo', mensaje: 'Falta' }];
  expect(words(400, { title: 'La entrada no es válida', errores })).toMatchObject({
    title: 'La entrada no es válida.',
    advice: 'Revise estos campos.',
    fields: errores,
  });
});
test('a field of which several things are wrong is told once, and what was said twice, once', () => {
  const errores = [
    { campo: 'url', mensaje: 'No tiene la forma debida' },
    { campo: 'url', mensaje: 'No tiene la forma debida' },
    { campo: 'url', mensaje: 'Debe empezar por https' },
    { campo: 'hitos', mensaje: 'Falta' },
  ];
  expect(words(400, { errores }).fields).toStrictEqual([
    { campo: 'url', mensaje: 'No tiene la forma debida; Debe empezar por https' },
    { campo: 'hitos', mensaje: 'Falta' },
  ]);
});
test.each([
  [0, true, false],
  [400, false, true],
  [403, false, true],
  [404, false, false],
  [409, false, false],
  [413, false, true],
  [422, false, true],
  [429, true, false],
  [500, true, false],
  [503, true, false],
])('after %i the same may be tried again: %o; it would be refused each time: %o', (status, retry, final) =>
  expect(words(status)).toMatchObject({ retry, final }),
);
test('an error that is no answer means that nobody knows', () =>
  expect(wordsOf(new Error('x')).title).toBe('No sabemos si llegó.'));
test.each([0, 504])('of %i while something was read nothing is said of what was done', (status) =>
  expect(words(status, { reading: true })).toMatchObject({
    title: 'No pudimos leer esto.',
    advice: 'Revise su conexión y reintente.',
    retry: true,
  }),
);
