import { expect, test } from 'vitest';
import { lugarDe } from './palabras.ts';

const paradas = (...ids: string[]) => ids.map((ordenId) => ({ ordenId }));

test.each([
  ['1', ['1', '2', '3'], 'Parada 1 de las 3 que faltan'],
  ['3', ['1', '2', '3'], 'Parada 3 de las 3 que faltan'],
  ['1', ['1'], 'Falta solo esta parada'],
  ['9', ['1', '2'], 'De un viaje que no ha salido'],
])('de la parada %s de %j se dice cuántas faltan, y no cuántas hubo', (ordenId, abiertas, dice) => {
  expect(lugarDe({ ordenId }, paradas(...abiertas))).toBe(dice);
});
