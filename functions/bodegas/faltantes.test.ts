import { describe, expect, test } from 'vitest';
import { InventarioAjustado } from '#events/bodegas/InventarioAjustado.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { Parte } from '#events/comun/pedido.ts';
import type { Fact } from '#shared/model/event.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { reubicarReserva } from './commands/reubicarReserva.ts';
import { trasladarInventario } from './commands/trasladarInventario.ts';
import { base, CACAO, CAFE, CENTRO, camino, conCentro, ingreso, NORTE, SUR, stock } from './ejemplos.ts';
import { faltan } from './inventario.ts';

const { ordenId, carga } = EJEMPLO;
const reserva = `reserva#${ordenId}`;
const reubica = { bodegaId: NORTE, sku: CAFE, ordenId };
const parte = (bodegaId: string, sku: string, cantidad: number) => ({ bodegaId, sku, cantidad });
const cafe = parte(NORTE, CAFE, 4);
const cacao = parte(NORTE, CACAO, 1);
const hecha = (...partes: Parte[]) => ReservaHecha({ ordenId, bodegaId: NORTE, partes, nombres: [], ...carga });
const reservado = (una: Parte) => InventarioReservado({ ordenId, ...una });
const liberado = (una: Parte) => ReservaDeInventarioLiberada({ ordenId, ...una });

/** Of the coffee that the order holds, a count has left so many; elsewhere there is what is said. */
const contado = (conteo: number, otras: Readonly<Record<string, readonly Fact[]>> = {}) => ({
  ...base,
  ...conCentro,
  [reserva]: [hecha(cafe, cacao)],
  [stock(NORTE, CAFE)]: [
    ingreso(NORTE, CAFE, 10),
    reservado(cafe),
    InventarioAjustado({ bodegaId: NORTE, sku: CAFE, conteo, diferencia: conteo - 10, motivo: 'Conteo' }),
  ],
  [stock(NORTE, CACAO)]: [ingreso(NORTE, CACAO, 1), reservado(cacao)],
  ...otras,
});
const hay = (bodegaId: string, cantidad: number) => ({ [stock(bodegaId, CAFE)]: [ingreso(bodegaId, CAFE, cantidad)] });

describe('reubicar una reserva', () => {
  test('a la bodega más cercana que tenga todo lo de la orden', () =>
    givenStreams(contado(3, { ...hay(CENTRO, 3), ...hay(SUR, 4) }))
      .when(reubicarReserva, reubica)
      .yields({
        [reserva]: [ReservaMovida({ ordenId, bodegaId: NORTE, partes: [cacao, parte(SUR, CAFE, 4)], ...carga })],
        [stock(NORTE, CAFE)]: [liberado(cafe)],
        [stock(SUR, CAFE)]: [reservado(parte(SUR, CAFE, 4))],
      }));
  test('de dos que lo tienen, a la más cercana', () =>
    givenStreams(contado(3, { ...hay(SUR, 9), ...hay(CENTRO, 9) }))
      .when(reubicarReserva, reubica)
      .yields({
        [reserva]: [ReservaMovida({ ordenId, bodegaId: NORTE, partes: [cacao, parte(CENTRO, CAFE, 4)], ...carga })],
        [stock(NORTE, CAFE)]: [liberado(cafe)],
        [stock(CENTRO, CAFE)]: [reservado(parte(CENTRO, CAFE, 4))],
      }));
  test('sólo lo que falta, cuando ninguna lo tiene todo', () =>
    givenStreams(contado(2, { ...hay(CENTRO, 1), ...hay(SUR, 1) }))
      .when(reubicarReserva, reubica)
      .yields({
        [reserva]: [
          ReservaMovida({
            ordenId,
            bodegaId: NORTE,
            partes: [parte(NORTE, CAFE, 2), cacao, parte(CENTRO, CAFE, 1), parte(SUR, CAFE, 1)],
            ...carga,
          }),
        ],
        [stock(NORTE, CAFE)]: [liberado(parte(NORTE, CAFE, 2))],
        [stock(CENTRO, CAFE)]: [reservado(parte(CENTRO, CAFE, 1))],
        [stock(SUR, CAFE)]: [reservado(parte(SUR, CAFE, 1))],
      }));
  test('la orden que se va entera sale de la otra bodega', () =>
    givenStreams({ ...contado(0, hay(SUR, 4)), [reserva]: [hecha(cafe)] })
      .when(reubicarReserva, reubica)
      .yields({
        [reserva]: [ReservaMovida({ ordenId, bodegaId: SUR, partes: [parte(SUR, CAFE, 4)], ...carga })],
        [stock(NORTE, CAFE)]: [liberado(cafe)],
        [stock(SUR, CAFE)]: [reservado(parte(SUR, CAFE, 4))],
      }));
  test('que no está en ninguna parte se pierde, con todo lo demás de la orden', () =>
    givenStreams(contado(2, hay(SUR, 1)))
      .when(reubicarReserva, reubica)
      .yields({
        [reserva]: [
          ReservaPerdida({ ordenId, faltantes: [{ sku: CAFE, nombre: 'Café', cantidad: 2 }], bodegas: [NORTE] }),
        ],
        [stock(NORTE, CAFE)]: [liberado(cafe)],
        [stock(NORTE, CACAO)]: [liberado(cacao)],
      }));
  test('de lo que falta, una orden no pierde más que lo suyo', () =>
    givenStreams({ ...contado(0), [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 1), reservado(cafe), reservado(cafe)] })
      .when(reubicarReserva, reubica)
      .yields({
        [reserva]: [
          ReservaPerdida({ ordenId, faltantes: [{ sku: CAFE, nombre: 'Café', cantidad: 4 }], bodegas: [NORTE] }),
        ],
        [stock(NORTE, CAFE)]: [liberado(cafe)],
        [stock(NORTE, CACAO)]: [liberado(cacao)],
      }));
  test('cuando alcanza no hay por qué', () =>
    givenStreams(contado(4, hay(SUR, 9)))
      .when(reubicarReserva, reubica)
      .rejects('INVENTARIO_SUFICIENTE'));
  test('de una orden que ahí no tiene nada', () => {
    givenStreams({ ...contado(2), [reserva]: [hecha(cacao)] })
      .when(reubicarReserva, reubica)
      .rejects('RESERVA_NO_EXISTE');
    givenStreams({ ...contado(2), [reserva]: [hecha(cafe), ReservaLiberada({ ordenId, motivo: 'Cancelada' })] })
      .when(reubicarReserva, reubica)
      .rejects('RESERVA_NO_EXISTE');
  });
  test('de una bodega que no está en el directorio', () =>
    givenStreams({ ...contado(2, hay(SUR, 9)), [`bodega#${NORTE}`]: [] })
      .when(reubicarReserva, reubica)
      .rejects('BODEGA_NO_EXISTE'));
  test('cuya mercancía acaba de salir: queda anotado', () =>
    givenStreams({ ...contado(2), [`entrega#${ordenId}`]: [camino.sale(ordenId, NORTE)] })
      .when(reubicarReserva, reubica)
      .yields({
        [reserva]: [ReservaDespachada({ ordenId, bodegaId: NORTE })],
        [stock(NORTE, CAFE)]: [InventarioDespachado({ ordenId, ...cafe, yaDescontadas: 2 })],
        [stock(NORTE, CACAO)]: [InventarioDespachado({ ordenId, ...cacao })],
      }));
  test('por la que un vehículo va en camino', () =>
    givenStreams({ ...contado(2, hay(SUR, 9)), [`entrega#${ordenId}`]: [camino.sale(ordenId)] })
      .when(reubicarReserva, reubica)
      .rejects('RESERVA_DESPACHADA'));
  test('de la que otra parte ya salió', () => {
    const delSur = parte(SUR, CACAO, 1);
    givenStreams({
      ...contado(2, hay(SUR, 9)),
      [reserva]: [hecha(cafe, delSur), ReservaDespachada({ ordenId, bodegaId: SUR })],
    })
      .when(reubicarReserva, reubica)
      .rejects('RESERVA_DESPACHADA');
  });
});

test.each([
  [3, 5, 2],
  [5, 5, 0],
  [9, 5, 0],
  [-2, 5, 5],
  [-2, 0, 0],
])('de %i que hay y %i reservadas faltan %i', (existencias, reservadas, cuantas) =>
  expect(faltan({ existencias, reservadas, danadas: 1 })).toBe(cuantas),
);

test('de lo que falta no se traslada nada', () =>
  givenStreams(contado(3))
    .when(trasladarInventario, { bodegaId: NORTE, sku: CAFE, cantidad: 1, destino: SUR })
    .rejects('INVENTARIO_INSUFICIENTE'));
