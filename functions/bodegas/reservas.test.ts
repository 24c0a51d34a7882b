import { describe, expect, test } from 'vitest';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { contextOf } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { despacharReserva } from './commands/despacharReserva.ts';
import { liberarReserva } from './commands/liberarReserva.ts';
import { recibirDevolucion } from './commands/recibirDevolucion.ts';
import { reservarInventario } from './commands/reservarInventario.ts';
import { base, CACAO, CAFE, CERCA_DEL_NORTE, CERCA_DEL_SUR, ingreso, NORTE, SUR, stock } from './ejemplos.ts';
import type { VistaBodega } from './projections/bodegas.ts';
import { repartir } from './reparto.ts';

const { ordenId } = EJEMPLO;
const reserva = `reserva#${ordenId}`;
const motivo = 'La orden fue cancelada';
const parte = (bodegaId: string, sku: string, cantidad: number) => ({ bodegaId, sku, cantidad });
const pide = (...lineas: { sku: string; cantidad: number }[]) => ({ ordenId, zona: CERCA_DEL_NORTE, lineas });
const surtidas = {
  ...base,
  [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 10)],
  [stock(SUR, CAFE)]: [ingreso(SUR, CAFE, 10)],
  [stock(SUR, CACAO)]: [ingreso(SUR, CACAO, 5)],
};
const parteCafe = parte(NORTE, CAFE, 2);
const hecha = ReservaHecha({ ordenId, bodegaId: NORTE, partes: [parteCafe], pesoKg: 1, volumenM3: 0.002 });
const reservado = InventarioReservado({ ordenId, ...parteCafe });
const conReserva = { ...surtidas, [reserva]: [hecha], [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 10), reservado] };

describe('reservar', () => {
  test('de la bodega más cercana', () =>
    givenStreams(surtidas)
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 2 }))
      .yields({ [reserva]: [hecha], [stock(NORTE, CAFE)]: [reservado] }));
  test('todo de la que lo tiene todo, aunque otra esté más cerca', () =>
    givenStreams(surtidas)
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 2 }, { sku: CACAO, cantidad: 4 }))
      .yields({
        [reserva]: [
          ReservaHecha({
            ordenId,
            bodegaId: SUR,
            partes: [parte(SUR, CAFE, 2), parte(SUR, CACAO, 4)],
            pesoKg: 2,
            volumenM3: 0.004,
          }),
        ],
        [stock(SUR, CAFE)]: [InventarioReservado({ ordenId, ...parte(SUR, CAFE, 2) })],
        [stock(SUR, CACAO)]: [InventarioReservado({ ordenId, ...parte(SUR, CACAO, 4) })],
      }));
  test('repartido, la más cercana primero, cuando ninguna lo tiene todo', () =>
    givenStreams(surtidas)
      .when(reservarInventario, { ...pide({ sku: CAFE, cantidad: 14 }), zona: CERCA_DEL_SUR })
      .yields({
        [reserva]: [
          ReservaHecha({
            ordenId,
            bodegaId: SUR,
            partes: [parte(SUR, CAFE, 10), parte(NORTE, CAFE, 4)],
            pesoKg: 7,
            volumenM3: 0.014,
          }),
        ],
        [stock(SUR, CAFE)]: [InventarioReservado({ ordenId, ...parte(SUR, CAFE, 10) })],
        [stock(NORTE, CAFE)]: [InventarioReservado({ ordenId, ...parte(NORTE, CAFE, 4) })],
      }));
  test('hasta la última unidad', () => {
    const todo = parte(NORTE, CAFE, 10);
    givenStreams(surtidas)
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 10 }))
      .yields({
        [reserva]: [ReservaHecha({ ordenId, bodegaId: NORTE, partes: [todo], pesoKg: 5, volumenM3: 0.01 })],
        [stock(NORTE, CAFE)]: [InventarioReservado({ ordenId, ...todo })],
      });
  });
  test('más de lo que hay se niega entero', () =>
    givenStreams(surtidas)
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 1 }, { sku: CACAO, cantidad: 9 }))
      .yields({
        [reserva]: [
          ReservaRechazada({ ordenId, codigo: 'INVENTARIO_INSUFICIENTE', faltantes: [{ sku: CACAO, cantidad: 4 }] }),
        ],
      }));
  test('un producto desconocido', () =>
    givenStreams(surtidas)
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 1 }, { sku: 'TE-100', cantidad: 3 }))
      .yields({
        [reserva]: [
          ReservaRechazada({ ordenId, codigo: 'SKU_DESCONOCIDO', faltantes: [{ sku: 'TE-100', cantidad: 3 }] }),
        ],
      }));
  test('dos veces no hace nada', () =>
    givenStreams(conReserva)
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 2 }))
      .yields({}));
  test('lo que ya se dio por perdido no se reserva', () =>
    givenStreams({ ...surtidas, [reserva]: [ReservaLiberada({ ordenId, motivo })] })
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 2 }))
      .yields({}));
  test('una orden no cabe en más flujos de los que una transacción escribe', () => {
    const lineas = Array.from({ length: 50 }, (_, n) => ({ sku: `SKU-${n}`, cantidad: 3 }));
    const reparto = repartir(lineas, ['A1', 'B1', 'C1'], () => 1);
    expect(reparto).toStrictEqual({ faltantes: lineas.slice(33).map(({ sku }) => ({ sku, cantidad: 3 })) });
  });
});

describe('lo que se lee para reservar', () => {
  const pedido = pide({ sku: CAFE, cantidad: 2 });
  const directorio = [
    { bodegaId: SUR, zona: CERCA_DEL_SUR },
    { bodegaId: NORTE, zona: CERCA_DEL_NORTE },
  ] as VistaBodega[];
  const contexto = { ...contextOf(), directory: directorio };
  const registrado = { estado: 'registrado', pesoKg: 1, volumenM3: 1 } as const;
  const nada = { producto: { [CAFE]: registrado }, reserva: { [ordenId]: { estado: 'inexistente' } }, inventario: {} };
  const lee = (cambio: object) =>
    reservarInventario.streams(
      pedido,
      { ...nada, ...cambio } as Parameters<typeof reservarInventario.streams>[1],
      contexto,
    );
  const primero = { producto: [CAFE] };
  const quedan = (existencias: number) => ({ inventario: { [`${NORTE}:${CAFE}`]: { existencias, reservadas: 0 } } });

  test('es primero lo de la bodega más cercana', () =>
    expect(lee({})).toStrictEqual({ ...primero, inventario: [`${NORTE}:${CAFE}`] }));
  test('y lo de la siguiente, si en esa falta', () =>
    expect(lee(quedan(1))).toStrictEqual({ ...primero, inventario: [`${SUR}:${CAFE}`] }));
  test('no es más cuando basta', () => expect(lee(quedan(2))).toStrictEqual(primero));
  test('no son existencias cuando la orden ya tuvo respuesta', () =>
    expect(lee({ reserva: { [ordenId]: { estado: 'rechazada' } } })).toStrictEqual(primero));
  test('ni cuando el producto no se conoce', () =>
    expect(lee({ producto: { [CAFE]: { estado: 'inexistente' } } })).toStrictEqual(primero));
  test('debe estar leído al decidir', () =>
    expect(() =>
      reservarInventario.decide(pedido, nada as Parameters<typeof reservarInventario.decide>[1], contexto),
    ).toThrow('The stock of BOG-NORTE was to be read before deciding.'));
});

describe('liberar', () => {
  test('lo reservado', () =>
    givenStreams(conReserva)
      .when(liberarReserva, { ordenId, motivo })
      .yields({
        [reserva]: [ReservaLiberada({ ordenId, motivo })],
        [stock(NORTE, CAFE)]: [ReservaDeInventarioLiberada({ ordenId, ...parteCafe })],
      }));
  test('lo que aún no se reserva lo impide', () =>
    givenStreams(surtidas)
      .when(liberarReserva, { ordenId, motivo })
      .yields({ [reserva]: [ReservaLiberada({ ordenId, motivo })] }));
  test('lo despachado no hace nada', () =>
    givenStreams({ ...conReserva, [reserva]: [hecha, ReservaDespachada({ ordenId })] })
      .when(liberarReserva, { ordenId, motivo })
      .yields({}));
});

describe('despachar y recibir de vuelta', () => {
  const despachado = InventarioDespachado({ ordenId, ...parteCafe });
  const devuelto = InventarioDevuelto({ ordenId, ...parteCafe });
  const enCalle = {
    ...conReserva,
    [reserva]: [hecha, ReservaDespachada({ ordenId })],
    [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 10), reservado, despachado],
  };
  test('despachar saca cada parte de su bodega', () =>
    givenStreams(conReserva)
      .when(despacharReserva, { ordenId })
      .yields({ [reserva]: [ReservaDespachada({ ordenId })], [stock(NORTE, CAFE)]: [despachado] }));
  test('despachar dos veces no hace nada', () => givenStreams(enCalle).when(despacharReserva, { ordenId }).yields({}));
  test('despachar sin reserva', () =>
    givenStreams(surtidas).when(despacharReserva, { ordenId }).rejects('RESERVA_NO_EXISTE'));
  test('la devolución vuelve a donde salió', () =>
    givenStreams(enCalle)
      .when(recibirDevolucion, { ordenId, motivo })
      .yields({ [reserva]: [DevolucionRecibida({ ordenId, motivo })], [stock(NORTE, CAFE)]: [devuelto] }));
  test('la devolución que se adelanta al despacho lo anota también', () =>
    givenStreams(conReserva)
      .when(recibirDevolucion, { ordenId, motivo })
      .yields({
        [reserva]: [ReservaDespachada({ ordenId }), DevolucionRecibida({ ordenId, motivo })],
        [stock(NORTE, CAFE)]: [despachado, devuelto],
      }));
  test('recibir sin reserva', () =>
    givenStreams(surtidas).when(recibirDevolucion, { ordenId, motivo }).rejects('RESERVA_NO_EXISTE'));
});
