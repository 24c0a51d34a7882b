import { expect, test } from 'vitest';
import { type EnLista, elegir } from './tandas.ts';

const BASE = { lat: 4.7, lon: -74.05 };
/** A vehicle with so many stops in a direction, in degrees from east to north. */
const hacia = (vehiculoId: string, grados: number, paradas: number): EnLista => {
  const [norte, oriente] = [Math.sin, Math.cos].map((f) => f((grados * Math.PI) / 180) / 10) as [number, number];
  const zona = { lat: BASE.lat + norte, lon: BASE.lon + oriente };
  return { vehiculoId, base: BASE, enBase: true, zonas: Array.from({ length: paradas }, () => zona) };
};

test('los vehículos con caminos vecinos van en la misma tanda, de 75 entre vehículos y paradas', () => {
  const vehiculos = [hacia('A', 10, 36), hacia('B', -100, 36), hacia('C', 12, 37), hacia('D', -90, 37)];
  expect(elegir(vehiculos, 0).tandas).toStrictEqual([
    ['B', 'D'],
    ['A', 'C'],
  ]);
  expect(elegir([...vehiculos.slice(0, 3), hacia('D', -90, 38)], 0).tandas).toStrictEqual([['B'], ['D'], ['A', 'C']]);
});

test('el que tiene más paradas que las de una tanda es una él solo', () =>
  expect(elegir([hacia('A', 0, 90), hacia('B', 1, 1)], 0).tandas).toStrictEqual([['A'], ['B']]));

test('son cuatro tandas a la vez, y la suerte dice con cuál se empieza', () => {
  const seis = ['A', 'B', 'C', 'D', 'E', 'F'].map((id, n) => hacia(id, n * 10, 70));
  expect(elegir(seis, 0).tandas.flat()).toStrictEqual(['A', 'B', 'C', 'D']);
  expect(elegir(seis, 4 + 6).tandas.flat()).toStrictEqual(['E', 'F', 'A', 'B']);
});

test('ayudan hasta diez de los que están en su base sin nada que hacer, por placa', () => {
  const libres = Array.from({ length: 12 }, (_, n) => hacia(`V${String(11 - n).padStart(2, '0')}`, 0, 0));
  const fuera = { ...hacia('A', 0, 0), enBase: false };
  expect(elegir([fuera, hacia('B', 0, 1), ...libres], 0).libres).toStrictEqual(
    Array.from({ length: 10 }, (_, n) => `V0${n}`),
  );
});

test('sin paradas no hay tandas', () => expect(elegir([hacia('A', 0, 0)], 7).tandas).toStrictEqual([]));
