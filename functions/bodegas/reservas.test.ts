import { describe, expect, test } from 'vitest';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaNoCambiada } from '#events/bodegas/ReservaNoCambiada.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import type { Fact } from '#shared/model/event.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { cambiarLineas } from './commands/cambiarLineas.ts';
import { reservarInventario } from './commands/reservarInventario.ts';
import {
  base,
  CACAO,
  CAFE,
  CENTRO,
  CERCA_DEL_NORTE,
  CERCA_DEL_SUR,
  camino,
  conCentro,
  ingreso,
  llamados,
  NORTE,
  SUR,
  stock,
} from './ejemplos.ts';
import { repartir } from './reparto.ts';

const { ordenId, vehiculoId } = EJEMPLO;
const reserva = `reserva#${ordenId}`;
const parte = (bodegaId: string, sku: string, cantidad: number) => ({ bodegaId, sku, cantidad });
const pide = (...lineas: { sku: string; cantidad: number }[]) => ({ ordenId, zona: CERCA_DEL_NORTE, lineas });
const surtidas = {
  ...base,
  [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 10)],
  [stock(SUR, CAFE)]: [ingreso(SUR, CAFE, 10)],
  [stock(SUR, CACAO)]: [ingreso(SUR, CACAO, 5)],
};
const parteCafe = parte(NORTE, CAFE, 2);
const hecha = ReservaHecha({
  ordenId,
  bodegaId: NORTE,
  partes: [parteCafe],
  nombres: llamados(CAFE),
  pesoKg: 1,
  volumenM3: 0.002,
});
const reservado = InventarioReservado({ ordenId, ...parteCafe });
const yaFuera = { ordenId, codigo: 'MERCANCIA_FUERA', faltantes: [] } as const;
const conReserva = { ...surtidas, [reserva]: [hecha], [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 10), reservado] };

describe('reservar', () => {
  test('de la bodega más cercana', () =>
    givenStreams(surtidas)
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 2 }))
      .yields({ [reserva]: [hecha], [stock(NORTE, CAFE)]: [reservado] }));
  test('de la siguiente, cuando la más cercana no lo tiene todo', () => {
    const tres = parte(CENTRO, CAFE, 3);
    givenStreams({
      ...surtidas,
      ...conCentro,
      [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 2)],
      [stock(CENTRO, CAFE)]: [ingreso(CENTRO, CAFE, 3)],
    })
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 3 }))
      .yields({
        [reserva]: [
          ReservaHecha({
            ordenId,
            bodegaId: CENTRO,
            partes: [tres],
            nombres: llamados(CAFE),
            pesoKg: 1.5,
            volumenM3: 0.003,
          }),
        ],
        [stock(CENTRO, CAFE)]: [InventarioReservado({ ordenId, ...tres })],
      });
  });
  test('todo de la que lo tiene todo, aunque otra esté más cerca', () =>
    givenStreams(surtidas)
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 2 }, { sku: CACAO, cantidad: 4 }))
      .yields({
        [reserva]: [
          ReservaHecha({
            ordenId,
            bodegaId: SUR,
            partes: [parte(SUR, CAFE, 2), parte(SUR, CACAO, 4)],
            nombres: llamados(CAFE, CACAO),
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
            nombres: llamados(CAFE),
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
        [reserva]: [
          ReservaHecha({
            ordenId,
            bodegaId: NORTE,
            partes: [todo],
            nombres: llamados(CAFE),
            pesoKg: 5,
            volumenM3: 0.01,
          }),
        ],
        [stock(NORTE, CAFE)]: [InventarioReservado({ ordenId, ...todo })],
      });
  });
  test('más de lo que hay se niega entero', () =>
    givenStreams(surtidas)
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 1 }, { sku: CACAO, cantidad: 9 }))
      .yields({
        [reserva]: [
          ReservaRechazada({
            ordenId,
            codigo: 'INVENTARIO_INSUFICIENTE',
            faltantes: [{ sku: CACAO, nombre: 'Cacao', cantidad: 4 }],
            bodegas: [NORTE, SUR],
          }),
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
    givenStreams({ ...surtidas, [reserva]: [ReservaLiberada({ ordenId, motivo: 'Cancelada' })] })
      .when(reservarInventario, pide({ sku: CAFE, cantidad: 2 }))
      .yields({}));
  test('una orden no cabe en más flujos de los que una transacción escribe', () => {
    const lineas = Array.from({ length: 50 }, (_, n) => ({ sku: `SKU-${n}`, cantidad: 3 }));
    const cercanas = ['A1', 'B1', 'C1'];
    const reparto = repartir(lineas, { cercanas, grupos: [cercanas] }, () => 1);
    expect(reparto).toStrictEqual({
      faltantes: lineas.slice(33).map(({ sku }) => ({ sku, cantidad: 3 })),
      bodegas: cercanas,
    });
  });
});

describe('lo que ningún vehículo carga', () => {
  const lineas = [{ sku: CAFE, cantidad: 10 }];
  const flota = (capacidadKg: number, capacidadM3: number, ...despues: Fact[]) => ({
    ...surtidas,
    [`vehiculo#${vehiculoId}`]: [
      VehiculoRegistrado({ ...VehiculoRegistrado.example, capacidadKg, capacidadM3 }),
      ...despues,
    ],
  });
  const pedir = (streams: Readonly<Record<string, readonly Fact[]>>) =>
    givenStreams(streams).when(reservarInventario, pide(...lineas));
  const imposible = { [reserva]: [ReservaRechazada({ ordenId, codigo: 'CARGA_IMPOSIBLE', faltantes: [] })] };
  const cabe = {
    [reserva]: [
      ReservaHecha({
        ordenId,
        bodegaId: NORTE,
        partes: [parte(NORTE, CAFE, 10)],
        nombres: llamados(CAFE),
        pesoKg: 5,
        volumenM3: 0.01,
      }),
    ],
    [stock(NORTE, CAFE)]: [InventarioReservado({ ordenId, ...parte(NORTE, CAFE, 10) })],
  };
  test('por su peso se niega de una vez', () => pedir(flota(4.9, 1)).yields(imposible));
  test('o por su volumen', () => pedir(flota(100, 0.009)).yields(imposible));
  test('lo que cabe justo se reserva', () => pedir(flota(5, 0.01)).yields(cabe));
  test('dos vehículos no cargan juntos lo que ninguno carga solo', () =>
    pedir({
      ...flota(4.9, 1),
      'vehiculo#XYZ789': [
        VehiculoRegistrado({
          ...VehiculoRegistrado.example,
          vehiculoId: 'XYZ789',
          capacidadKg: 100,
          capacidadM3: 0.009,
        }),
      ],
    }).yields(imposible));
  test('cuenta lo que un vehículo carga desde que se corrigió', () =>
    pedir(flota(4.9, 1, VehiculoCorregido({ vehiculoId, capacidadKg: 5 }))).yields(cabe));
  test('un vehículo retirado ya no dice nada', () =>
    pedir(flota(4.9, 1, VehiculoRetirado({ ...VehiculoRetirado.example, vehiculoId }))).yields(cabe));
});

describe('lo que va más lejos de lo que atiende una bodega', () => {
  const lineas = [{ sku: CAFE, cantidad: 1 }];
  const faltantes = [{ sku: CAFE, nombre: 'Café', cantidad: 1 }];
  const enElPacifico = { ...pide(...lineas), zona: { lat: 2, lon: -81 } };
  const negada = { [reserva]: [ReservaRechazada({ ordenId, codigo: 'FUERA_DE_COBERTURA', faltantes })] };
  const hasta = (alcanceKm: number) => ({
    ...surtidas,
    [`bodega#${NORTE}`]: [...(base[`bodega#${NORTE}`] as Fact[]), BodegaCorregida({ bodegaId: NORTE, alcanceKm })],
  });
  test('se niega antes de apartar nada', () =>
    givenStreams(surtidas).when(reservarInventario, enElPacifico).yields(negada));
  test('hasta donde llega lo dice cada bodega', () => {
    // 830.7 km as the crow flies (haversine) from the northern warehouse; the southern one, which is nearer, gives the goods.
    givenStreams(hasta(830)).when(reservarInventario, enElPacifico).yields(negada);
    givenStreams(hasta(831))
      .when(reservarInventario, enElPacifico)
      .yields({
        [reserva]: [
          ReservaHecha({
            ordenId,
            bodegaId: SUR,
            partes: [parte(SUR, CAFE, 1)],
            nombres: llamados(CAFE),
            pesoKg: 0.5,
            volumenM3: 0.001,
          }),
        ],
        [stock(SUR, CAFE)]: [InventarioReservado({ ordenId, ...parte(SUR, CAFE, 1) })],
      });
  });
});

describe('cambiar las líneas', () => {
  const cambia = (...lineas: { sku: string; cantidad: number }[]) => ({ ordenId, zona: CERCA_DEL_NORTE, lineas });
  const movida =
    (...partes: ReturnType<typeof parte>[]) =>
    (pesoKg: number, volumenM3: number) =>
      ReservaMovida({
        ordenId,
        bodegaId: partes[0]?.bodegaId ?? '',
        partes,
        nombres: llamados(...partes.map(({ sku }) => sku)),
        pesoKg,
        volumenM3,
      });
  test('a menos libera la diferencia', () =>
    givenStreams(conReserva)
      .when(cambiarLineas, cambia({ sku: CAFE, cantidad: 1 }))
      .yields({
        [reserva]: [movida(parte(NORTE, CAFE, 1))(0.5, 0.001)],
        [stock(NORTE, CAFE)]: [ReservaDeInventarioLiberada({ ordenId, ...parte(NORTE, CAFE, 1) })],
      }));
  test('lo que la orden ya tiene está libre para ella', () =>
    givenStreams(conReserva)
      .when(cambiarLineas, cambia({ sku: CAFE, cantidad: 10 }))
      .yields({
        [reserva]: [movida(parte(NORTE, CAFE, 10))(5, 0.01)],
        [stock(NORTE, CAFE)]: [InventarioReservado({ ordenId, ...parte(NORTE, CAFE, 8) })],
      }));
  test('a otros productos, de donde los haya', () =>
    givenStreams(conReserva)
      .when(cambiarLineas, cambia({ sku: CACAO, cantidad: 2 }))
      .yields({
        [reserva]: [movida(parte(SUR, CACAO, 2))(0.5, 0.001)],
        [stock(NORTE, CAFE)]: [ReservaDeInventarioLiberada({ ordenId, ...parteCafe })],
        [stock(SUR, CACAO)]: [InventarioReservado({ ordenId, ...parte(SUR, CACAO, 2) })],
      }));
  test('a lo que no hay: la orden conserva lo suyo', () =>
    givenStreams(conReserva)
      .when(cambiarLineas, cambia({ sku: CACAO, cantidad: 9 }))
      .yields({
        [reserva]: [
          ReservaNoCambiada({
            ordenId,
            codigo: 'INVENTARIO_INSUFICIENTE',
            faltantes: [{ sku: CACAO, nombre: 'Cacao', cantidad: 4 }],
          }),
        ],
      }));
  test('a un producto que nadie conoce', () =>
    givenStreams(conReserva)
      .when(cambiarLineas, cambia({ sku: 'NADA-1', cantidad: 1 }))
      .yields({
        [reserva]: [
          ReservaNoCambiada({ ordenId, codigo: 'SKU_DESCONOCIDO', faltantes: [{ sku: 'NADA-1', cantidad: 1 }] }),
        ],
      }));
  test('a lo que ningún vehículo podría llevar: no falta nada', () =>
    givenStreams({
      ...conReserva,
      [`vehiculo#${vehiculoId}`]: [VehiculoRegistrado({ ...VehiculoRegistrado.example, capacidadKg: 400 })],
    })
      .when(cambiarLineas, cambia({ sku: CAFE, cantidad: 1_000 }))
      .yields({ [reserva]: [ReservaNoCambiada({ ordenId, codigo: 'CARGA_IMPOSIBLE', faltantes: [] })] }));
  test('a lo mismo se contesta igual', () =>
    givenStreams(conReserva)
      .when(cambiarLineas, cambia({ sku: CAFE, cantidad: 2 }))
      .yields({ [reserva]: [movida(parteCafe)(1, 0.002)] }));
  test('cuando la mercancía ya salió, no se puede, y la salida queda anotada', () => {
    const lineas = [{ sku: CAFE, cantidad: 1 }];
    givenStreams({ ...conReserva, [`entrega#${ordenId}`]: [camino.sale(ordenId, NORTE)] })
      .when(cambiarLineas, cambia(...lineas))
      .yields({
        [reserva]: [ReservaDespachada({ ordenId, bodegaId: NORTE }), ReservaNoCambiada(yaFuera)],
        [stock(NORTE, CAFE)]: [InventarioDespachado({ ordenId, ...parteCafe })],
      });
  });
  test('mientras un vehículo va por la mercancía, tampoco', () => {
    const lineas = [{ sku: CAFE, cantidad: 1 }];
    const niega = (...dicho: Fact[]) =>
      givenStreams({ ...conReserva, [`entrega#${ordenId}`]: dicho }).when(cambiarLineas, cambia(...lineas));
    const negado = { [reserva]: [ReservaNoCambiada(yaFuera)] };
    const cambiado = {
      [reserva]: [movida(parte(NORTE, CAFE, 1))(0.5, 0.001)],
      [stock(NORTE, CAFE)]: [ReservaDeInventarioLiberada({ ordenId, ...parte(NORTE, CAFE, 1) })],
    };
    niega(camino.sale(ordenId)).yields(negado);
    niega(camino.sale(ordenId), camino.noSale(ordenId)).yields(cambiado);
    niega(camino.sale(ordenId), camino.falla(ordenId)).yields(cambiado);
    niega(camino.sale(ordenId), camino.noVisita(ordenId)).yields(cambiado);
  });
  test('ni después de volver: aún puede llegar prueba de que se entregó', () => {
    const lineas = [{ sku: CAFE, cantidad: 1 }];
    const reingreso = DevolucionRecibida({
      ordenId,
      bodegaId: NORTE,
      lineas: [{ sku: CAFE, cantidad: 2, condicion: 'vendible' }],
      completa: true,
      reingresa: true,
      partes: [parteCafe],
    });
    givenStreams({ ...conReserva, [reserva]: [hecha, ReservaDespachada({ ordenId, bodegaId: NORTE }), reingreso] })
      .when(cambiarLineas, cambia(...lineas))
      .yields({ [reserva]: [ReservaNoCambiada(yaFuera)] });
  });
  test('de una orden que ya no tiene nada no hace nada', () =>
    givenStreams({ ...conReserva, [reserva]: [hecha, ReservaLiberada({ ordenId, motivo: 'Cancelada' })] })
      .when(cambiarLineas, cambia({ sku: CAFE, cantidad: 1 }))
      .yields({}));
});
