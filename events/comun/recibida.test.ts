import { expect, test } from 'vitest';
import { cuantoVolvio, type LineaRecibida, sinLoEntregado } from './recibida.ts';

const linea = (cantidad: number, condicion: LineaRecibida['condicion'], sku = 'CAFE-500') => ({
  sku,
  cantidad,
  condicion,
});
const pedidas = [{ sku: 'CAFE-500', cantidad: 3 }];
const entregadas = (cantidad: number) => [{ sku: 'CAFE-500', cantidad }];

test.each([
  ['nada de más', [linea(2, 'vendible')], 1, [linea(2, 'vendible')]],
  ['lo que faltó, antes que nada', [linea(1, 'vendible'), linea(2, 'faltante')], 2, [linea(1, 'vendible')]],
  ['luego lo vendible', [linea(1, 'danada'), linea(2, 'vendible')], 2, [linea(1, 'danada')]],
  ['todo', [linea(3, 'vendible')], 3, []],
] as const)('de lo recibido no había vuelto lo que se entregó: %s', (_, recibidas, cuantas, quedan) => {
  expect(sinLoEntregado(recibidas, pedidas, entregadas(cuantas))).toStrictEqual(quedan);
});

test.each([
  ['todo', [linea(1, 'vendible'), linea(1, 'danada')]],
  ['parte', [linea(1, 'danada'), linea(1, 'faltante')]],
  ['nada', [linea(2, 'faltante'), linea(1, 'faltante', 'TE-100')]],
] as const)('volvió %s', (cuanto, recibidas) => expect(cuantoVolvio(recibidas)).toBe(cuanto));
