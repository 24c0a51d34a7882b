import { expect, test } from 'vitest';
import { lugarDe, queHacerVarado } from './palabras.ts';
import type { Parada } from './tipos.ts';

const paradas = (...ids: string[]) => ids.map((ordenId) => ({ ordenId }));

test.each([
  ['1', ['1', '2', '3'], 'Parada 1 de las 3 que faltan'],
  ['3', ['1', '2', '3'], 'Parada 3 de las 3 que faltan'],
  ['1', ['1'], 'Falta solo esta parada'],
  ['9', ['1', '2'], 'De un viaje que no ha salido'],
])('de la parada %s de %j se dice cuántas faltan, y no cuántas hubo', (ordenId, abiertas, dice) => {
  expect(lugarDe({ ordenId }, paradas(...abiertas))).toBe(dice);
});

test('varado, se queda con la mercancía mientras la tenga', () => {
  const vacio = { abiertas: [], vuelve: [], cerradas: [], atrasada: false };
  const pasada = { parada: { ordenId: '1' } as Parada, fin: 'pasada', enviada: true } as const;
  const vuelve = [{ ordenId: '1' }];
  expect(queHacerVarado({ ...vacio, vuelve, abiertas: [{ ordenId: '1' } as Parada] })).toMatch(/otro vehículo viene/);
  expect(queHacerVarado({ ...vacio, vuelve })).toMatch(/^Ya no le faltan paradas. Quédese con la mercancía que vuelve/);
  expect(queHacerVarado({ ...vacio, atrasada: true })).toMatch(/^Quédese con la mercancía/);
  expect(queHacerVarado({ ...vacio, cerradas: [pasada] })).toMatch(/^Lo que faltaba pasó a otro vehículo/);
  expect(queHacerVarado(vacio)).toMatch(/^Usted ya no lleva mercancía/);
});
