import { describe, expect, test } from 'vitest';
import {
  attemptOf,
  countsOf,
  dayAt,
  isLate,
  marked,
  ordersNotFailed,
  planKey,
  planned,
  routesOf,
  silentSince,
} from './tablero.ts';
import type { Orden, Vehiculo } from './tipos.ts';

const NOW = '2026-11-27T17:00:00.000Z';
const orden = (ordenId: string, more: Partial<Orden> = {}): Orden => ({
  ordenId,
  clienteId: 'tienda-42',
  estado: 'asignada',
  fuera: false,
  admite: [],
  destinatario: { nombre: 'Ana', telefono: '+573000000000' },
  destino: { direccion: 'Calle 1', ciudad: 'Bogotá', coordenadas: { lat: 4.6, lon: -74.1 } },
  lineas: [],
  prioridad: 'normal',
  intentosFallidos: 0,
  creadaEn: NOW,
  actualizadaEn: NOW,
  vehiculoId: 'ALN000',
  dia: '2026-11-27',
  ...more,
});
const vehiculo: Vehiculo = {
  vehiculoId: 'ALN000',
  bodegaId: 'BOG-NORTE',
  base: { lat: 4.7, lon: -74 },
  capacidadKg: 700,
  capacidadM3: 5,
  estado: 'enRuta',
  ruta: { rutaId: 'r', dia: '2026-11-27', iniciadaEn: '2026-11-27T16:45:00.000Z' },
  paradas: 2,
  carga: { pesoKg: 1, volumenM3: 1 },
};

describe('a route', () => {
  test('has what is done first, then what is expected, by time, with the numbers of the day', () => {
    const all = [
      orden('tercera', { eta: '2026-11-27T19:00:00.000Z' }),
      orden('segunda', { eta: '2026-11-27T18:00:00.000Z', estado: 'enTransito' }),
      orden('primera', {
        estado: 'entregada',
        entregadaEn: '2026-11-27T16:50:00.000Z',
        eta: '2026-11-27T20:00:00.000Z',
      }),
    ];
    const route = routesOf(all, () => '2026-11-27').get('ALN000');
    expect(route?.stops.map(({ orden: { ordenId }, number }) => [number, ordenId])).toStrictEqual([
      [1, 'primera'],
      [2, 'segunda'],
      [3, 'tercera'],
    ]);
    expect(route?.done).toBe(1);
  });
  test('that is still open after midnight has its own stops, not those of the day that has begun', () => {
    const all = [
      orden('aBordo', { estado: 'enTransito', rutaId: 'r', eta: '2026-11-28T05:20:00.000Z' }),
      orden('deHoy', { dia: '2026-11-28', eta: '2026-11-28T13:00:00.000Z' }),
      orden('deOtro', { dia: '2026-11-28', vehiculoId: 'ALN001' }),
    ];
    const fleet = new Map([['ALN000', vehiculo]]);
    const routes = routesOf(all, (placa) => dayAt(fleet.get(placa), '2026-11-28'));
    expect(
      [...routes].map(([placa, { stops }]) => [placa, stops.map(({ orden: { ordenId } }) => ordenId)]),
    ).toStrictEqual([
      ['ALN000', ['aBordo']],
      ['ALN001', ['deOtro']],
    ]);
  });
  test('of two journeys has each in an order of its own, the one that has not begun last', () => {
    const primero = { rutaId: 'z-primero', estado: 'entregada' } as const;
    const all = [
      orden('otra', { eta: '2026-11-27T15:00:00.000Z' }),
      orden('va', { rutaId: 'a-segundo', estado: 'enTransito', eta: '2026-11-27T18:00:00.000Z' }),
      orden('fue', { ...primero, entregadaEn: '2026-11-27T14:00:00.000Z' }),
      orden('fueTarde', { ...primero, entregadaEn: '2026-11-27T14:30:00.000Z' }),
    ];
    const { stops = [] } = routesOf(all, () => '2026-11-27').get('ALN000') ?? {};
    expect(stops.map(({ orden: { ordenId }, number, trip }) => [trip, number, ordenId])).toStrictEqual([
      ['z-primero', 1, 'fue'],
      ['z-primero', 2, 'fueTarde'],
      ['a-segundo', 1, 'va'],
      [undefined, 1, 'otra'],
    ]);
  });
  test('that has not left is told by the hours and in the order of its plan, what has left by its own', () => {
    const all = [
      orden('una', { eta: '2026-11-27T18:00:00.000Z' }),
      orden('otra', { eta: '2026-11-27T19:00:00.000Z' }),
      orden('va', { eta: '2026-11-27T17:30:00.000Z', estado: 'enTransito', rutaId: 'r' }),
    ];
    const of = (ordenId: string, eta: string) => ({ ordenId, eta, fija: false, pesoKg: 1 });
    const paradas = [
      of('otra', '2026-11-27T18:10:00.000Z'),
      of('una', '2026-11-27T18:40:00.000Z'),
      of('va', '2026-11-27T20:00:00.000Z'),
    ];
    const plan = { bodegaId: 'BOG-NORTE', dia: '2026-11-27', carga: { pesoKg: 3 } };
    const planes = [
      { ...plan, vehiculoId: 'ALN000', paradas },
      // The row of the vehicle that had it before may be a moment behind.
      { ...plan, vehiculoId: 'ALN001', paradas: [of('una', '2026-11-27T14:00:00.000Z')] },
    ];
    const byKey = new Map(planes.map((one) => [planKey(one), one]));
    const { stops = [] } = routesOf(planned(all, byKey), () => '2026-11-27').get('ALN000') ?? {};
    expect(stops.map(({ orden: { ordenId }, number, when }) => [ordenId, number, when?.slice(11, 16)])).toStrictEqual([
      ['va', 1, '17:30'],
      ['otra', 1, '18:10'],
      ['una', 2, '18:40'],
    ]);
  });
  test('is marked with a failed try only while no other is to be made or went better, whoever makes it', () => {
    const ultimoFallo = {
      intento: 1,
      motivo: 'Ausente',
      vehiculoId: 'ALN009',
      rutaId: 'r1',
      dia: '2026-11-27',
      en: NOW,
      final: false,
    };
    const all = [
      orden('otraVez', { ultimoFallo, intentosFallidos: 1 }),
      orden('fallida', { ultimoFallo, intentosFallidos: 1, estado: 'entregaFallida' }),
      orden('porFin', { ultimoFallo, intentosFallidos: 1, estado: 'entregada', entregadaEn: NOW }),
    ];
    const routes = routesOf(all, () => '2026-11-27');
    const others = ordersNotFailed(routes.values());
    const shown = [...routes.values()].flatMap(({ stops }) => marked(stops, others));
    expect(shown.map(({ orden: { ordenId }, state }) => [ordenId, state]).sort()).toStrictEqual([
      ['fallida', 'fallida'],
      ['otraVez', 'pendiente'],
      ['porFin', 'entregada'],
    ]);
  });
  test('has no stop of another day, without a vehicle, or of who was forgotten', () => {
    const all = [
      orden('ayer', { dia: '2026-11-26' }),
      orden('cancelada', { estado: 'cancelada' }),
      orden('olvidada', { destino: { direccion: null, ciudad: 'Bogotá', coordenadas: null } }),
    ];
    expect(routesOf(all, () => '2026-11-27').get('ALN000')?.stops ?? []).toStrictEqual([]);
  });
});

describe('a stop', () => {
  const ventana = { desde: '2026-11-27T17:00:00.000Z', hasta: '2026-11-27T18:00:00.000Z' };
  test.each([
    ['a minute after its window is on time', '2026-11-27T18:01:00.000Z', false],
    ['more than that is late', '2026-11-27T18:01:01.000Z', true],
  ])('%s', (_, eta, late) => expect(isLate(orden('a', { eta, ventana }))).toBe(late));
  const stopsOf = (...all: readonly Orden[]) =>
    [...routesOf(all, () => '2026-11-27')].map(([plate, { stops, done }]) => [
      plate,
      done,
      ...stops.map(({ state, attempt, when }) => [state, attempt, when]),
    ]);
  test.each([
    ['entregada', 'entregada'],
    ['entregadaParcial', 'enParte'],
  ] as const)('that is %s is %s, and no danger, however late', (estado, state) => {
    const entregadaEn = '2026-11-27T21:00:00.000Z';
    expect(stopsOf(orden('a', { eta: '2026-11-27T22:00:00.000Z', ventana, entregadaEn, estado }))).toStrictEqual([
      ['ALN000', 1, [state, 1, entregadaEn]],
    ]);
  });
  test('that failed is of its vehicle still, whatever has become of the order since', () => {
    const ultimoFallo = {
      intento: 1,
      motivo: 'No había quién',
      vehiculoId: 'ALN009',
      rutaId: 'r1',
      dia: '2026-11-27',
      en: NOW,
      final: false,
    };
    const failed = { ultimoFallo, intentosFallidos: 1 };
    const { vehiculoId: _, dia: __, ...nowhere } = orden('a', { ...failed, estado: 'entregaFallida' });
    const trace = ['ALN009', 1, ['fallida', 1, NOW]];
    expect(stopsOf(nowhere)).toStrictEqual([trace]);
    expect(stopsOf(orden('a', { ...failed, dia: '2026-11-28' }))).toStrictEqual([trace]);
    const eta = '2026-11-27T22:00:00.000Z';
    expect(stopsOf(orden('a', { ...failed, eta }))).toStrictEqual([trace, ['ALN000', 0, ['pendiente', 2, eta]]]);
    expect(stopsOf(orden('a', { ...failed, vehiculoId: 'ALN009', eta }))).toStrictEqual([
      [...trace, ['pendiente', 2, eta]],
    ]);
  });
  test.each([
    ['asignada', 1, 2],
    ['entregada', 1, 2],
    ['entregaFallida', 1, 1],
    ['devuelta', 3, 3],
    ['creada', 0, 1],
  ] as const)('of an order that is %s after %i failed tries is attempt %i', (estado, intentosFallidos, attempt) =>
    expect(attemptOf(orden('a', { estado, intentosFallidos }))).toBe(attempt),
  );
});

test('a vehicle is silent ten minutes after its last position, or after it left', () => {
  const at = (minutesAgo: number) => ({
    coordenadas: vehiculo.base,
    registradaEn: new Date(Date.parse(NOW) - minutesAgo * 60_000).toISOString(),
  });
  expect(silentSince(vehiculo, undefined, Date.parse(NOW))).toBe('2026-11-27T16:45:00.000Z');
  expect(silentSince(vehiculo, at(9), Date.parse(NOW))).toBeUndefined();
  expect(silentSince(vehiculo, at(11), Date.parse(NOW))).toBe(at(11).registradaEn);
  expect(silentSince({ ...vehiculo, estado: 'disponible' }, undefined, Date.parse(NOW))).toBeUndefined();
});

test('counts have every state', () => {
  const counts = countsOf([orden('a'), orden('b'), orden('c', { estado: 'cancelada' })]);
  expect(counts).toMatchObject({ asignada: 2, cancelada: 1, creada: 0 });
});
