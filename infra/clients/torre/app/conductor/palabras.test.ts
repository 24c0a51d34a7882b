import { expect, test } from 'vitest';
import { loCerrado, lugarDe, queHacerVarado } from './palabras.ts';
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

test('varado, se queda con la mercancía mientras la tenga, salvo con la que pasa a otro vehículo', () => {
  const vacio = { abiertas: [], vuelve: [], cerradas: [], sinLeer: false };
  const cerrada = { parada: { ordenId: '1' } as Parada, fin: 'cerrada', enviada: true } as const;
  const abiertas = [{ ordenId: '1' } as Parada];
  const vuelve = [{ ordenId: '1' }];
  expect(queHacerVarado({ ...vacio, vuelve, abiertas })).toMatch(/^Quédese con la mercancía: otro vehículo viene/);
  expect(queHacerVarado({ ...vacio, vuelve, abiertas, cerradas: [cerrada, cerrada] })).toMatch(
    /viene la mercancía de 2 paradas que ya salieron de su ruta. Quédese con la demás/,
  );
  expect(queHacerVarado({ ...vacio, vuelve })).toMatch(/^Ya no le faltan paradas. Quédese con la mercancía que vuelve/);
  expect(queHacerVarado({ ...vacio, sinLeer: true })).toMatch(/^Quédese con la mercancía/);
  expect(queHacerVarado({ ...vacio, cerradas: [cerrada] })).toMatch(
    /mercancía de 1 parada que ya salió de su ruta, entréguesela al vehículo que viene. Finalice/,
  );
  expect(queHacerVarado(vacio)).toMatch(/^Usted ya no lleva mercancía/);
});

test.each([
  [[], ''],
  [['entregada', 'fallida'], 'Cerró 2 paradas.'],
  [['cerrada'], 'La central cerró 1 parada.'],
  [['parcial', 'devuelta'], 'Cerró 1 parada; la central cerró otra.'],
  [['parcial', 'cerrada', 'cerrada'], 'Cerró 1 parada; la central cerró otras 2.'],
] as const)('de %j se dice quién las cerró', (fines, dice) =>
  expect(loCerrado(fines.map((fin) => ({ fin })))).toBe(dice),
);
