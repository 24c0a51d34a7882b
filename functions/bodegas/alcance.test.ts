import { describe, expect, test } from 'vitest';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaNoAcercada } from '#events/bodegas/ReservaNoAcercada.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { Zona } from '#events/comun/lugar.ts';
import { EntregaEncargada } from '#events/vehiculos/EntregaEncargada.ts';
import type { Fact } from '#shared/model/event.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { dadorasPara } from './bodega.ts';
import { acercarReserva } from './commands/acercarReserva.ts';
import { reservarInventario } from './commands/reservarInventario.ts';
import { reubicarReserva } from './commands/reubicarReserva.ts';
import { base, CAFE, camino, ingreso, llamados, stock } from './ejemplos.ts';

const { ordenId } = EJEMPLO;
const reserva = `reserva#${ordenId}`;
const entrega = `entrega#${ordenId}`;

/** Warehouses that serve 60 km: one, another 44 km to its east, and one 266 km away from the first. */
const UNA = 'BOG-UNA';
const VECINA = 'BOG-VECINA';
const LEJANA = 'LEJANA';
const LUGARES: Readonly<Record<string, Zona>> = {
  [UNA]: { lat: 4.7, lon: -74.1 },
  [VECINA]: { lat: 4.7, lon: -73.7 },
  [LEJANA]: { lat: 4.7, lon: -71.7 },
};
const PUERTA_LEJANA = { lat: 4.71, lon: -71.7 };
/** A place that the neighbour serves, at 58 km from it, and nobody else. */
const MAS_ALLA = { lat: 4.7, lon: -73.18 };

const red = (...bodegas: string[]) => ({
  [`producto#${CAFE}`]: base[`producto#${CAFE}`] as readonly Fact[],
  ...Object.fromEntries(
    bodegas.map((bodegaId) => {
      const zona = LUGARES[bodegaId] as Zona;
      return [
        `bodega#${bodegaId}`,
        [BodegaRegistrada({ bodegaId, nombre: bodegaId, ciudad: 'x', zona, alcanceKm: 60 })],
      ];
    }),
  ),
});
const parte = (bodegaId: string, cantidad = 2) => ({ bodegaId, sku: CAFE, cantidad });
const hay = (bodegaId: string, cantidad: number) => ({ [stock(bodegaId, CAFE)]: [ingreso(bodegaId, CAFE, cantidad)] });
const carga = { pesoKg: 1, volumenM3: 0.002 };
const hecha = (bodegaId: string) =>
  ReservaHecha({ ordenId, bodegaId, partes: [parte(bodegaId)], nombres: llamados(CAFE), ...carga });
const reservado = (bodegaId: string) => InventarioReservado({ ordenId, ...parte(bodegaId) });
const pide = (zona: Zona, cantidad = 2) => ({ ordenId, zona, lineas: [{ sku: CAFE, cantidad }] });

/** The order holds goods in the first warehouse, and goes to that place; elsewhere there is what is said. */
const enUna = (zona: Zona, otras: Readonly<Record<string, readonly Fact[]>> = {}) => ({
  ...red(UNA, VECINA, LEJANA),
  [reserva]: [hecha(UNA)],
  [entrega]: [EntregaEncargada({ ...EntregaEncargada.example, ordenId, zona })],
  [stock(UNA, CAFE)]: [ingreso(UNA, CAFE, 10), reservado(UNA)],
  ...otras,
});
const movida = {
  [reserva]: [ReservaMovida({ ordenId, bodegaId: LEJANA, partes: [parte(LEJANA)], nombres: llamados(CAFE), ...carga })],
  [stock(UNA, CAFE)]: [ReservaDeInventarioLiberada({ ordenId, ...parte(UNA) })],
  [stock(LEJANA, CAFE)]: [reservado(LEJANA)],
};

describe('se reserva de una bodega', () => {
  const faltan = (cantidad: number) => ({
    [reserva]: [
      ReservaRechazada({
        ordenId,
        codigo: 'INVENTARIO_INSUFICIENTE',
        faltantes: [{ sku: CAFE, nombre: 'Café', cantidad }],
        bodegas: [LEJANA],
      }),
    ],
  });
  test('desde la que se puede llevar, y de otra no, aunque tenga de todo', () =>
    givenStreams({ ...red(UNA, LEJANA), ...hay(UNA, 10) })
      .when(reservarInventario, pide(PUERTA_LEJANA))
      .yields(faltan(2)));
  test('que no llega al destino, si otra que llega puede ir por la mercancía', () =>
    givenStreams({ ...red(UNA, VECINA), ...hay(UNA, 10) })
      .when(reservarInventario, pide(MAS_ALLA))
      .yields({ [reserva]: [hecha(UNA)], [stock(UNA, CAFE)]: [reservado(UNA)] }));
  test('que no llega al destino, y de la que nadie que llegue puede traerla: no', () =>
    givenStreams({ ...red(UNA), ...hay(UNA, 10) })
      .when(reservarInventario, pide(MAS_ALLA))
      .yields({
        [reserva]: [
          ReservaRechazada({
            ordenId,
            codigo: 'FUERA_DE_COBERTURA',
            faltantes: [{ sku: CAFE, nombre: 'Café', cantidad: 2 }],
          }),
        ],
      }));
  test('no de varias de las que un vehículo no puede traerlo junto', () =>
    givenStreams({ ...red(UNA, LEJANA), ...hay(UNA, 2), ...hay(LEJANA, 1) })
      .when(reservarInventario, pide(PUERTA_LEJANA, 3))
      .yields(faltan(2)));
});

test('quiénes pueden dar, de cerca a lejos, y cuáles juntas', () => {
  const bodegas = Object.entries(LUGARES).map(([bodegaId, zona]) => ({ bodegaId, zona, alcanceKm: 60 }));
  expect(dadorasPara(bodegas, MAS_ALLA)).toStrictEqual({ cercanas: [VECINA, UNA], grupos: [[VECINA, UNA]] });
  expect(dadorasPara(bodegas, PUERTA_LEJANA)).toStrictEqual({ cercanas: [LEJANA], grupos: [[LEJANA]] });
});

describe('cuando la orden va a otra parte, lo reservado', () => {
  const va = (zona: Zona, otras: Readonly<Record<string, readonly Fact[]>> = {}) =>
    givenStreams(enUna(zona, otras)).when(acercarReserva, { ordenId, zona });
  test('pasa a donde se puede llevar', () => va(PUERTA_LEJANA, hay(LEJANA, 2)).yields(movida));
  test('se queda si desde ahí se puede', () => va(MAS_ALLA, hay(VECINA, 9)).yields({}));
  test('se queda si cerca no lo hay, y se dice', () =>
    va(PUERTA_LEJANA, hay(LEJANA, 1)).yields({
      [reserva]: [ReservaNoAcercada({ ordenId, codigo: 'INVENTARIO_INSUFICIENTE' })],
    }));
  test('se queda si ninguna bodega llega, y se dice', () =>
    va({ lat: 11.24, lon: -74.2 }).yields({
      [reserva]: [ReservaNoAcercada({ ordenId, codigo: 'FUERA_DE_COBERTURA' })],
    }));
  test('se queda mientras un vehículo va por ello', () =>
    va(PUERTA_LEJANA, { ...hay(LEJANA, 2), [entrega]: [camino.sale(ordenId)] }).yields({}));
  test('se queda si ya salió', () =>
    va(PUERTA_LEJANA, {
      ...hay(LEJANA, 2),
      [reserva]: [hecha(UNA), ReservaDespachada({ ordenId, bodegaId: UNA })],
    }).yields({}));
  test('no es nada si la orden no tiene reserva', () => va(PUERTA_LEJANA, { [reserva]: [] }).yields({}));
});

describe('una persona reubica', () => {
  const reubica = (zona: Zona, otras: Readonly<Record<string, readonly Fact[]>> = {}) =>
    givenStreams(enUna(zona, otras)).when(reubicarReserva, { bodegaId: UNA, sku: CAFE, ordenId });
  test('lo que no se puede llevar desde donde está, aunque alcance', () =>
    reubica(PUERTA_LEJANA, hay(LEJANA, 4)).yields(movida));
  test('no, si tampoco lo hay donde se pueda llevar', () =>
    givenStreams(enUna(PUERTA_LEJANA, hay(VECINA, 4)))
      .when(reubicarReserva, { bodegaId: UNA, sku: CAFE, ordenId })
      .rejects('INVENTARIO_INSUFICIENTE'));
  test('no, si desde donde está se puede llevar', () =>
    reubica(MAS_ALLA, hay(VECINA, 4)).rejects('INVENTARIO_SUFICIENTE'));
});
