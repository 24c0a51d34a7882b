import { describe, expect, test } from 'vitest';
import { NOW } from '#shared/testing/given.ts';
import { EJEMPLO_DE_UBICACIONES, posicionesDe, Ubicaciones } from './ubicaciones.ts';

const { vehiculoId, coordenadas } = EJEMPLO_DE_UBICACIONES;
const alla = { lat: 4.6, lon: -74.1 };
const guardadas = (enviadas: object) => posicionesDe(Ubicaciones.parse({ vehiculoId, ...enviadas }), NOW);

describe('de las posiciones de un vehículo se guarda', () => {
  test('una sola, que sin hora es de ahora', () =>
    expect(guardadas({ coordenadas })).toStrictEqual([{ coordenadas, registradaEn: NOW }]));
  test('cada una a su hora, escrita como todas', () =>
    expect(
      guardadas({
        posiciones: [
          { coordenadas, registradaEn: '2030-01-15T06:59:00-05:00' },
          { coordenadas: alla, registradaEn: '2030-01-15T11:58:00Z' },
        ],
      }),
    ).toStrictEqual([
      { coordenadas, registradaEn: '2030-01-15T11:59:00.000Z' },
      { coordenadas: alla, registradaEn: '2030-01-15T11:58:00.000Z' },
    ]));
  test('de dos a la misma hora, la segunda', () =>
    expect(guardadas({ posiciones: [{ coordenadas }, { coordenadas: alla, registradaEn: NOW }] })).toStrictEqual([
      { coordenadas: alla, registradaEn: NOW },
    ]));
  test('como de ahora la de un reloj que adelanta poco', () =>
    expect(guardadas({ coordenadas, registradaEn: '2030-01-15T12:04:59Z' })).toStrictEqual([
      { coordenadas, registradaEn: NOW },
    ]));
  test.each(['2030-01-15T12:05:01Z', '2030-01-08T11:59:59Z'])('ninguna de %s', (registradaEn) =>
    expect(guardadas({ coordenadas, registradaEn })).toStrictEqual([]),
  );
});

describe('no son posiciones', () => {
  const mensaje = (enviadas: object) => Ubicaciones.safeParse({ vehiculoId, ...enviadas }).error?.issues[0]?.message;
  test.each([{}, { coordenadas, posiciones: [{ coordenadas }] }])('%j: es una o son varias', (enviadas) =>
    expect(mensaje(enviadas)).toBe('Envíe coordenadas o posiciones, una de las dos'),
  );
  test('las de donde no hay servicio, ni las cambiadas', () => {
    expect(mensaje({ coordenadas: { lat: 60, lon: 10 } })).toContain('fuera de ahí no hay servicio');
    expect(mensaje({ coordenadas: { lat: -74, lon: 4.7 } })).toBe('lat y lon parecen cambiadas entre sí');
  });
  test('más de cien de una vez', () => {
    const muchas = Array.from({ length: 101 }, () => ({ coordenadas }));
    expect(Ubicaciones.safeParse({ vehiculoId, posiciones: muchas }).success).toBe(false);
    expect(Ubicaciones.safeParse({ vehiculoId, posiciones: muchas.slice(1) }).success).toBe(true);
  });
});
