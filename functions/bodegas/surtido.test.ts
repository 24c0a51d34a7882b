import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { contextOf } from '#shared/testing/given.ts';
import { cambiarLineas } from './commands/cambiarLineas.ts';
import { reservarInventario } from './commands/reservarInventario.ts';
import { CACAO, CAFE, CERCA_DEL_NORTE, CERCA_DEL_SUR, NORTE, SUR } from './ejemplos.ts';
import type { VistaBodega } from './projections/bodegas.ts';
import type { Reserva } from './reserva.ts';

const { ordenId } = EJEMPLO;
const pedido = { ordenId, zona: CERCA_DEL_NORTE, lineas: [{ sku: CAFE, cantidad: 2 }] };
const bodegas = [
  { bodegaId: SUR, zona: CERCA_DEL_SUR },
  { bodegaId: NORTE, zona: CERCA_DEL_NORTE },
] as VistaBodega[];
const contexto = { ...contextOf(), directories: { bodegas, tallas: [] } };
const registrado = { estado: 'registrado', ficha: { nombre: 'Café', pesoKg: 1, volumenM3: 1 } } as const;
const nada = { reserva: { [ordenId]: { estado: 'inexistente' } }, producto: { [CAFE]: registrado }, inventario: {} };

describe('lo que se lee para reservar', () => {
  const lee = (estado: 'inexistente' | 'negada') => reservarInventario.streams(pedido, { estado }, contexto);
  const leeMas = (cambio: object) =>
    reservarInventario.more?.(
      pedido,
      { ...nada, ...cambio } as Parameters<typeof reservarInventario.decide>[1],
      contexto,
    );
  const quedan = (existencias: number) => ({
    inventario: { [`${NORTE}:${CAFE}`]: { existencias, reservadas: 0, danadas: 0 } },
  });

  test('es primero lo de la bodega más cercana', () =>
    expect(lee('inexistente')).toStrictEqual({ producto: [CAFE], inventario: [`${NORTE}:${CAFE}`] }));
  test('no es nada cuando la orden ya tuvo respuesta', () => {
    expect(lee('negada')).toStrictEqual({});
    expect(leeMas({ reserva: { [ordenId]: { estado: 'negada' } } })).toStrictEqual({});
  });
  test('son todas las bodegas, si en la más cercana falta', () =>
    expect(leeMas(quedan(1))).toStrictEqual({ inventario: [`${NORTE}:${CAFE}`, `${SUR}:${CAFE}`] }));
  test('no es más cuando basta', () => expect(leeMas(quedan(2))).toStrictEqual({}));
  test('ni cuando el producto no se conoce', () =>
    expect(leeMas({ producto: { [CAFE]: { estado: 'inexistente' } } })).toStrictEqual({}));
  test('debe estar leído al decidir', () =>
    expect(() =>
      reservarInventario.decide(pedido, nada as Parameters<typeof reservarInventario.decide>[1], contexto),
    ).toThrow('The stock of BOG-NORTE was to be read before deciding.'));
});

describe('lo que se lee para cambiar las líneas', () => {
  const tenencia = {
    bodegaId: SUR,
    pesoKg: 1,
    volumenM3: 1,
    reingresadas: [],
    fuera: [],
    recibidas: [],
    reingresos: 0,
    deshecha: false,
  };
  const hecha: Reserva = { estado: 'hecha', apartadas: [{ bodegaId: SUR, sku: CACAO, cantidad: 1 }], ...tenencia };
  const leeMas = (r: Reserva) =>
    cambiarLineas.more?.(
      pedido,
      { ...nada, reserva: { [ordenId]: r } } as unknown as Parameters<typeof cambiarLineas.decide>[1],
      contexto,
    );

  test('es también lo que la orden tiene, y dónde está', () =>
    expect(cambiarLineas.streams(pedido, hecha, contexto)).toStrictEqual({
      producto: [CAFE],
      inventario: [`${SUR}:${CACAO}`, `${NORTE}:${CAFE}`],
      entrega: [ordenId],
    }));
  test('no es nada cuando ya no tiene nada', () => {
    expect(cambiarLineas.streams(pedido, { ...hecha, estado: 'cerrada' }, contexto)).toStrictEqual({});
    expect(leeMas({ ...hecha, estado: 'cerrada' })).toStrictEqual({});
  });
  test('son todas las bodegas, si en la más cercana falta', () =>
    expect(leeMas(hecha)).toStrictEqual({ inventario: [`${NORTE}:${CAFE}`, `${SUR}:${CAFE}`] }));
});
