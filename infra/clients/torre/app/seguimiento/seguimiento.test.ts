import { describe, expect, test } from 'vitest';
import { ALTO, ANCHO, dibujar } from './mapa.ts';

const puerta = { lat: 4.6767, lon: -74.0483 };

describe('el mapa de quien espera', () => {
  test('tiene la puerta en el medio, el norte arriba y una escala que dice la verdad', () => {
    const norte = dibujar({ lat: puerta.lat + 0.01, lon: puerta.lon }, puerta);
    expect([norte.x, Math.sign(norte.y - ALTO / 2), Math.round(norte.km * 10)]).toStrictEqual([ANCHO / 2, -1, 11]);
    expect((ALTO / 2 - norte.y) / norte.escala.largo).toBeCloseTo(norte.km / norte.escala.km, 1);
    const este = dibujar({ lat: puerta.lat, lon: puerta.lon + 0.01 }, puerta);
    expect([Math.sign(este.x - ANCHO / 2), este.y]).toStrictEqual([1, ALTO / 2]);
  });
  test.each([
    [0, 0],
    [0.0004, -0.0004],
    [0.3, 0.001],
    [-0.001, -0.5],
  ])('muestra el vehículo dentro del dibujo, a %f y %f grados', (lat, lon) => {
    const { x, y, escala } = dibujar({ lat: puerta.lat + lat, lon: puerta.lon + lon }, puerta);
    expect(x).toBeGreaterThanOrEqual(40);
    expect(x).toBeLessThanOrEqual(ANCHO - 40);
    expect(y).toBeGreaterThanOrEqual(40);
    expect(y).toBeLessThanOrEqual(ALTO - 40);
    expect(escala.largo).toBeGreaterThan(20);
  });
});
