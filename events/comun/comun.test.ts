import { describe, expect, test } from 'vitest';
import { fraseDeFallo } from './fallo.ts';
import { BodegaId, ClienteId, Sku, VehiculoId } from './ids.ts';
import { Coordenadas, distanciaKm, redondear } from './lugar.ts';
import { Telefono } from './texto.ts';
import { antes, Dia, diaEnColombia, segundosEntre, Ventana } from './tiempo.ts';

describe('lugares', () => {
  test('una zona tiene tres decimales', () =>
    expect(redondear({ lat: 4.71099, lon: -74.07249 })).toStrictEqual({ lat: 4.711, lon: -74.072 }));
  test('redondear dos veces no cambia nada', () => {
    const zona = redondear({ lat: -0.00049, lon: 179.9996 });
    expect(redondear(zona)).toStrictEqual(zona);
  });
  test('de Bogotá a Medellín hay unos 240 km en línea recta', () => {
    const km = distanciaKm({ lat: 4.711, lon: -74.072 }, { lat: 6.244, lon: -75.581 });
    expect(km).toBeGreaterThan(235);
    expect(km).toBeLessThan(245);
  });
  test('está donde hay servicio, también en las islas y en el extremo sur', () => {
    for (const [lat, lon] of [
      [4.711, -74.072],
      [12.58, -81.7],
      [-4.21, -69.94],
    ])
      expect(Coordenadas.safeParse({ lat, lon }).success).toBe(true);
  });
  test.each([
    [
      { lat: -69.94, lon: -4.21 },
      ['lat y lon parecen cambiadas entre sí', 'Debe estar entre -82 y -66.8: fuera de ahí no hay servicio'],
    ],
    [{ lat: 0, lon: 0 }, ['Debe estar entre -82 y -66.8: fuera de ahí no hay servicio']],
    [{ lat: 60, lon: -74 }, ['Debe estar entre -4.3 y 13.6: fuera de ahí no hay servicio']],
  ])('%j no es un lugar donde se entregue', (lugar, mensajes) =>
    expect(Coordenadas.safeParse(lugar).error?.issues.map(({ message }) => message)).toStrictEqual(mensajes),
  );
  test('a sí mismo no hay distancia', () => expect(distanciaKm({ lat: 4, lon: -74 }, { lat: 4, lon: -74 })).toBe(0));
});

describe('tiempos', () => {
  test('se comparan como momentos, no como textos', () => {
    expect(antes('2030-01-15T12:00:00Z', '2030-01-15T12:00:00.001Z')).toBe(true);
    expect(antes('2030-01-15T12:00:00.000Z', '2030-01-15T12:00:00Z')).toBe(false);
    expect(segundosEntre('2030-01-15T12:00:00Z', '2030-01-15T11:59:30Z')).toBe(-30);
  });
  test('se dicen con la diferencia horaria de quien los dice, que se conserva', () => {
    const ventana = { desde: '2026-12-01T08:00:00-05:00', hasta: '2026-12-01T15:00:00Z' };
    expect(Ventana.parse(ventana)).toStrictEqual(ventana);
    expect(Ventana.safeParse({ ...ventana, hasta: '2026-12-01T12:00:00Z' }).success).toBe(false);
    expect(Ventana.safeParse({ ...ventana, desde: 'mañana' }).error?.issues[0]?.message).toBe(
      'Debe ser una hora ISO 8601, por ejemplo 2026-12-01T13:00:00-05:00',
    );
  });
  test('un día es el de Colombia, donde la medianoche son las cinco en UTC', () => {
    expect(diaEnColombia('2030-01-15T04:59:59Z')).toBe('2030-01-14');
    expect(diaEnColombia('2030-01-15T05:00:00Z')).toBe('2030-01-15');
    expect(Dia.safeParse('2030-02-30').success).toBe(false);
  });
  test('una ventana no es vacía', () => {
    const ahora = '2030-01-15T12:00:00Z';
    expect(Ventana.safeParse({ desde: ahora, hasta: ahora }).success).toBe(false);
  });
  test.each([
    ['2026-12-01', '2026-12-01', ['desde', 'hasta']],
    ['2026-12-02', '2026-12-01T12:00:00Z', ['desde']],
    ['2026-12-02T12:00:00Z', '2026-12-01', ['hasta']],
    ['2026-12-02T12:00:00Z', '2026-12-01T12:00:00Z', ['hasta']],
  ])('de una ventana de %s a %s se dice de cada campo una cosa', (desde, hasta, campos) =>
    expect(Ventana.safeParse({ desde, hasta }).error?.issues.map(({ path }) => path.join('.'))).toStrictEqual(campos),
  );
});

describe('teléfonos', () => {
  test.each([
    ['+57 300 1234567', '+573001234567'],
    ['300 123 45 67', '+573001234567'],
    ['(601) 555-0199', '+576015550199'],
    ['0034 91 123 45 67', '+34911234567'],
  ])('%j es %j', (escrito, numero) => expect(Telefono.parse(escrito)).toBe(numero));
  test.each([
    '       ',
    '+ 12 34 56',
    '6015550',
    '+0 300 1234567',
    '+57 300 1234567 ext. 3',
    '+5730012345678901',
    'uno',
  ])('%j no es un teléfono', (numero) => expect(Telefono.safeParse(numero).success).toBe(false));
});

test('ningún identificador rompe el nombre de un flujo', () => {
  for (const id of [BodegaId, ClienteId, Sku, VehiculoId]) {
    expect(id.safeParse('AB:123').success).toBe(false);
    expect(id.safeParse('AB#123').success).toBe(false);
  }
});

test('de lo que falla se lee una frase, y lo que el conductor añade', () => {
  expect(fraseDeFallo({ motivo: 'ausente' })).toBe('No había quién recibiera');
  expect(fraseDeFallo({ motivo: 'otro', detalle: 'La calle está cerrada' })).toBe(
    'No fue posible entregar: La calle está cerrada',
  );
});
