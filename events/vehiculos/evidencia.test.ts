import { expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { claveNueva, clavesDe, esGuardada, evidenciaDe, referenciaA } from './evidencia.ts';

const ID = '5a1e9a53-7e7b-4d0c-9a57-0f8fad5bd9cb';
const de = { clienteId: EJEMPLO.clienteId, ordenId: EJEMPLO.ordenId };
const clave = claveNueva(de, ID, 'image/png');

test('la prueba de una orden se reconoce por su referencia', () => {
  expect(clave).toBe(`${de.clienteId}/${de.ordenId}/${ID}.png`);
  expect(clave.startsWith(clavesDe(de))).toBe(true);
  expect(evidenciaDe(referenciaA(clave), de)).toStrictEqual({ clave, tipo: 'image/png' });
});

test.each([
  ['de otra orden', referenciaA(clave), { ...de, ordenId: '5a1e9a53-7e7b-4d0c-9a57-000000000000' }],
  ['de otro cliente', referenciaA(clave), { ...de, clienteId: `${de.clienteId}-2` }],
  ['de un tipo que no se admite', referenciaA(clave.replace('.png', '.svg')), de],
  ['con más camino', referenciaA(clave.replace(ID, `../${ID}`)), de],
  ['sin identificador', referenciaA(clave.replace(ID, 'foto')), de],
  ['de lo que se guarda en otra parte', 'papel 4812', de],
])('no es de la orden la prueba %s', (_, referencia, suya) => {
  expect(evidenciaDe(referencia, suya)).toBeUndefined();
});

test('lo que se guarda en otra parte no empieza como lo que se guarda aquí', () => {
  expect(['papel 4812', 's3://evidencias/0f8fad5b.jpg', referenciaA(clave)].map(esGuardada)).toStrictEqual([
    false,
    false,
    true,
  ]);
});
