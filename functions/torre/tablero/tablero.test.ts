import { describe, expect, test } from 'vitest';
import type { VistaInventario } from '#functions/bodegas/projections/inventario.ts';
import type { VistaOrden } from '#functions/ordenes/projections/ordenes.ts';
import type { VistaEntrega } from '#functions/vehiculos/projections/entregas.ts';
import type { VistaVehiculo } from '#functions/vehiculos/projections/flota.ts';
import { MAS_ASUNTOS, RespuestaTablero } from './respuesta.ts';
import { type Leido, tablero } from './tablero.ts';

const AHORA = '2030-01-15T15:00:00.000Z';
const a = (hora: string) => `2030-01-15T${hora}:00.000Z`;
const id = (n: number) => `0f8fad5b-d9cb-469f-a165-${String(n).padStart(12, '0')}`;

const FALLO = {
  intento: 2,
  codigo: 'ausente',
  motivo: 'No había quién recibiera',
  vehiculoId: 'ABC123',
  dia: '2030-01-15',
  rutaId: 'r1',
  en: a('13:30'),
  final: false,
} as const;
const nada: Leido = {
  abiertas: [],
  rechazadas: [],
  pendientes: [],
  vehiculos: [],
  regresos: [],
  faltantes: [],
  posiciones: new Map(),
  totales: [],
  muertos: [],
};
const orden = (n: number, cambios: Partial<VistaOrden>) =>
  ({
    ordenId: id(n),
    estado: 'enTransito',
    vehiculoId: 'ABC123',
    bodegaId: 'BOG-NORTE',
    destino: { direccion: null, ciudad: 'Bogotá', coordenadas: null },
    ventana: { desde: a('13:00'), hasta: a('16:00') },
    intentosFallidos: 0,
    actualizadaEn: a('14:00'),
    ...cambios,
  }) as VistaOrden;
const espera = (n: number, sinPlan: NonNullable<VistaEntrega['entrega']['sinPlan']>) =>
  ({
    ordenId: id(n),
    ciudad: 'Bogotá',
    esperaEn: 'BOG-SUR',
    esperaDesde: a('12:00'),
    entrega: { sinPlan },
  }) as VistaEntrega;
const enRuta = (vehiculoId: string, iniciadaEn = a('13:00')) =>
  ({ vehiculoId, bodegaId: 'BOG-NORTE', ruta: { iniciadaEn, bultos: [] } }) as unknown as VistaVehiculo;

const ver = (leido: Partial<Leido>) => RespuestaTablero.parse(tablero({ ...nada, ...leido }, AHORA));
const asuntos = (leido: Partial<Leido>) =>
  ver(leido).atencion.map(({ clase, gravedad, desde, ordenId, vehiculoId }) => ({
    clase,
    gravedad,
    desde,
    ...(ordenId && { ordenId }),
    ...(vehiculoId && { vehiculoId }),
  }));

describe('las cuentas', () => {
  test('son de las que siguen, y de las que terminaron hoy', () => {
    const { dia, porEstado, atencion } = ver({
      abiertas: [orden(1, {}), orden(2, {}), orden(3, { estado: 'creada' })],
      totales: [
        { key: `2030-01-15|ordenes||Bogotá`, creada: 9, entregada: 7, 't:entregada': 3 },
        { key: `2030-01-15|ordenes||Chía`, 't:entregada': 1, 't:cancelada': 2 },
      ],
    });
    expect([dia, atencion]).toStrictEqual(['2030-01-15', []]);
    expect(porEstado).toMatchObject({ creada: 1, enTransito: 2, entregada: 4, cancelada: 2, asignada: 0 });
  });
});

describe('lo que necesita a una persona', () => {
  test('lo que llegará después de su ventana, y más lo que ya debió llegar', () => {
    expect(asuntos({ abiertas: [orden(1, { eta: a('15:59') })] })).toStrictEqual([]);
    expect(
      asuntos({
        abiertas: [
          orden(1, { eta: a('16:30') }),
          orden(2, { eta: a('14:00'), ventana: { desde: a('10:00'), hasta: a('14:30') } }),
          orden(3, { estado: 'confirmada', ventana: { desde: a('10:00'), hasta: a('14:30') } }),
        ],
      }),
    ).toStrictEqual([
      { clase: 'retrasada', gravedad: 'alta', desde: a('14:30'), ordenId: id(2), vehiculoId: 'ABC123' },
      { clase: 'retrasada', gravedad: 'media', desde: a('14:00'), ordenId: id(1), vehiculoId: 'ABC123' },
    ]);
    const { detalle } = ver({ abiertas: [orden(1, { eta: '2030-01-15T16:30:01.000Z' })] }).atencion[0] ?? {};
    expect(detalle).toBe('31 min después del fin de su ventana');
  });
  test('lo que no tiene ventana, cuando pasó lo que se dijo de su llegada: media hora en la calle, una en el plan', () => {
    const sinVentana = (n: number, cambios: Partial<VistaOrden>) => {
      const { ventana: _, ...suya } = orden(n, cambios);
      return suya;
    };
    expect(
      asuntos({
        abiertas: [
          sinVentana(1, { eta: a('14:30') }),
          sinVentana(2, { eta: a('14:29') }),
          sinVentana(3, { estado: 'asignada', eta: a('14:00') }),
          sinVentana(4, { estado: 'asignada', eta: a('13:59') }),
          sinVentana(5, { estado: 'asignada' }),
          sinVentana(6, { eta: a('23:00') }),
        ],
      }),
    ).toStrictEqual([
      { clase: 'retrasada', gravedad: 'alta', desde: a('14:59'), ordenId: id(2), vehiculoId: 'ABC123' },
      { clase: 'retrasada', gravedad: 'alta', desde: a('14:59'), ordenId: id(4), vehiculoId: 'ABC123' },
    ]);
  });
  test.each([
    ['2030-01-15T13:01:00.000Z', '89 min después de lo dicho'],
    ['2030-01-15T12:30:00.000Z', '2 h después de lo dicho'],
    ['2029-12-25T14:30:00.000Z', '21 días después de lo dicho'],
  ])('de la que nadie dice nada desde %s, cuánto hace', (eta, detalle) => {
    const { ventana: _, ...callada } = orden(1, { eta });
    expect(ver({ abiertas: [callada] }).atencion).toMatchObject([
      { titulo: 'Pasó la hora de llegada que se dijo', detalle },
    ]);
  });
  test('lo que no se pudo entregar, con su motivo', () => {
    const fallida = orden(1, { estado: 'entregaFallida', intentosFallidos: 2, ultimoFallo: FALLO });
    expect(ver({ abiertas: [fallida] }).atencion).toMatchObject([
      {
        clase: 'fallida',
        gravedad: 'alta',
        titulo: 'Falló el intento 2 de entrega',
        detalle: 'No había quién recibiera',
        desde: a('13:30'),
        ciudad: 'Bogotá',
      },
    ]);
  });
  test('de lo que nadie intenta más se dice que vuelve, y no que se reprograme', () => {
    const ultimoFallo = { ...FALLO, final: true };
    expect(ver({ abiertas: [orden(1, { estado: 'entregaFallida', ultimoFallo })] }).atencion).toMatchObject([
      {
        clase: 'reintento',
        gravedad: 'media',
        titulo: 'Falló el intento 2 de entrega; vuelve a la bodega',
        accion: 'Recíbala en la bodega cuando llegue',
      },
    ]);
  });
  test('lo que se intenta otra vez, después de lo demás', () => {
    const otraVez = { intentosFallidos: 2, ultimoFallo: FALLO, eta: a('15:30') };
    const { atencion } = ver({
      abiertas: [orden(1, { ...otraVez, estado: 'asignada' }), orden(2, otraVez)],
      vehiculos: [enRuta('AAA111')],
    });
    expect(atencion).toMatchObject([
      { clase: 'silencio' },
      { clase: 'reintento', gravedad: 'media', titulo: 'Falló el intento 2 de entrega; se hará otro', ordenId: id(1) },
      { clase: 'reintento', titulo: 'Falló el intento 2 de entrega; va otra vez en camino', ordenId: id(2) },
    ]);
  });
  test('lo que espera vehículo, y antes lo que espera a quien decida; no lo que espera su día', () => {
    expect(
      asuntos({
        pendientes: [
          espera(1, { codigo: 'SIN_CAPACIDAD', porDecidirDesde: a('15:01') }),
          espera(2, { codigo: 'SIN_CAPACIDAD', porDecidirDesde: a('15:00') }),
          espera(3, { codigo: 'LIBERADA' }),
          espera(4, { codigo: 'DIA_POR_PLANIFICAR' }),
          espera(5, { codigo: 'LUGAR_TOMADO' }),
        ],
      }).map(({ clase, ordenId }) => [clase, ordenId]),
    ).toStrictEqual([
      ['porDecidir', id(2)],
      ['porDecidir', id(3)],
      ['sinPlan', id(1)],
    ]);
  });
  test('la orden, como la llama su cliente, o por el comienzo de su número', () => {
    const { atencion } = ver({
      abiertas: [
        orden(1, { estado: 'confirmada', referencia: 'PED-7' }),
        orden(2, { referencia: 'PED-8', estado: 'entregaFallida', ultimoFallo: FALLO }),
      ],
      pendientes: [espera(1, { codigo: 'LIBERADA' }), espera(3, { codigo: 'LIBERADA' })],
      vehiculos: [enRuta('AAA111')],
    });
    expect(atencion.map(({ titulo, orden: nombre }) => [titulo, nombre])).toStrictEqual([
      ['Hay que decidir cómo sigue la orden', 'PED-7'],
      ['Hay que decidir cómo sigue la orden', '0f8fad5b'],
      ['Falló el intento 2 de entrega', 'PED-8'],
      ['El vehículo AAA111 no dice dónde está', undefined],
    ]);
  });
  test('el vehículo en ruta del que no se sabe hace diez minutos', () => {
    const vehiculos = [enRuta('AAA111'), enRuta('BBB222'), enRuta('CCC333', a('14:55')), enRuta('DDD444')];
    const posiciones = new Map([
      ['AAA111', a('14:50')],
      ['BBB222', a('14:51')],
      ['DDD444', a('12:00')],
    ]);
    const libre = { vehiculoId: 'EEE555', bodegaId: 'BOG-NORTE' } as VistaVehiculo;
    expect(asuntos({ vehiculos: [...vehiculos, libre], posiciones })).toStrictEqual([
      { clase: 'silencio', gravedad: 'media', desde: a('13:00'), vehiculoId: 'DDD444' },
      { clase: 'silencio', gravedad: 'media', desde: a('14:50'), vehiculoId: 'AAA111' },
    ]);
  });
  test('el vehículo averiado en su ruta, con lo que espera en él, y no su silencio', () => {
    const falla = { desde: a('14:00'), motivo: 'Se pinchó', lugar: 'Calle 80' };
    const ruta = { iniciadaEn: a('13:00'), bultos: [{ abierta: true }, { abierta: false }] };
    const varado = { ...enRuta('AAA111'), taller: true, falla, ruta } as unknown as VistaVehiculo;
    const enTaller = { vehiculoId: 'BBB222', bodegaId: 'BOG-NORTE', taller: true, falla } as VistaVehiculo;
    expect(ver({ vehiculos: [varado, enTaller] }).atencion).toMatchObject([
      {
        clase: 'averia',
        gravedad: 'alta',
        titulo: 'El vehículo AAA111 se averió en su ruta',
        detalle: 'Se pinchó · Calle 80 · 1 parada espera',
        desde: a('14:00'),
        vehiculoId: 'AAA111',
      },
    ]);
  });
  test('lo que hoy se rechazó, con su motivo', () => {
    const motivo = 'No hay existencias de CAFE-500';
    const rechazada = orden(1, { estado: 'rechazada', referencia: 'PED-7', motivo, actualizadaEn: a('14:10') });
    expect(ver({ rechazadas: [rechazada] }).atencion).toMatchObject([
      { clase: 'rechazada', titulo: 'Se rechazó la orden', orden: 'PED-7', detalle: motivo, desde: a('14:10') },
    ]);
  });
  test('lo que falta de lo reservado, en qué bodega y desde cuándo', () => {
    const cuenta = {
      sku: 'CAFE-500',
      bodegaId: 'BOG-NORTE',
      existencias: 3,
      reservadas: 5,
      faltan: 2,
      faltaDesde: a('14:20'),
    };
    expect(ver({ faltantes: [cuenta as VistaInventario] }).atencion).toMatchObject([
      {
        clase: 'faltante',
        gravedad: 'alta',
        titulo: 'No alcanza CAFE-500 para lo que van a recoger',
        detalle: 'Faltan 2: hay 3 y están reservadas 5',
        desde: a('14:20'),
        sku: 'CAFE-500',
        bodegaId: 'BOG-NORTE',
      },
    ]);
  });
  test('lo que un vehículo trajo otro día de lo que terminó y nadie ha recibido, por vehículo', () => {
    const ayer = '2030-01-15T04:59:00.000Z';
    const trajo = (en: string, porRecibirDesde: string | undefined) =>
      ({ porRecibirDesde, entrega: { en, regresado: 'BOG-SUR' } }) as VistaEntrega;
    const regresos = [
      trajo('AAA111', ayer),
      trajo('AAA111', '2030-01-14T20:00:00.000Z'),
      trajo('BBB222', '2030-01-15T05:00:00.000Z'),
      trajo('DDD444', undefined),
      trajo('EEE555', ayer),
    ];
    expect(ver({ regresos }).atencion).toMatchObject([
      {
        clase: 'porRecibir',
        gravedad: 'media',
        titulo: 'Nadie ha recibido lo que trajo el vehículo AAA111',
        detalle: 'Mercancía de 2 órdenes',
        desde: '2030-01-14T20:00:00.000Z',
        vehiculoId: 'AAA111',
        bodegaId: 'BOG-SUR',
      },
      { titulo: 'Nadie ha recibido lo que trajo el vehículo EEE555', detalle: 'Mercancía de 1 orden', desde: ayer },
    ]);
  });
  test('los mensajes muertos, antes que todo', () => {
    const { atencion } = ver({
      abiertas: [orden(1, { estado: 'entregaFallida', ultimoFallo: FALLO })],
      muertos: [
        { funcion: 'ordenes', mensajes: 2 },
        { funcion: 'avisos', mensajes: 0 },
      ],
    });
    expect(atencion.map(({ titulo }) => titulo)).toStrictEqual([
      '2 mensajes muertos de ordenes',
      'Falló el intento 2 de entrega',
    ]);
  });
  test('más de lo que cabe se dice cuánto es', () => {
    const muchas = Array.from({ length: MAS_ASUNTOS + 3 }, (_, n) =>
      orden(n, { estado: 'entregaFallida', ultimoFallo: FALLO }),
    );
    const { atencion, mas } = ver({ abiertas: muchas });
    expect([atencion.length, mas]).toStrictEqual([MAS_ASUNTOS, 3]);
  });
});
