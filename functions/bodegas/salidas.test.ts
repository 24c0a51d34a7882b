import { describe, expect, test } from 'vitest';
import { DespachoDeshecho } from '#events/bodegas/DespachoDeshecho.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { Fact } from '#shared/model/event.ts';
import { contextOf, stateAfter } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { deshacerDespacho } from './commands/deshacerDespacho.ts';
import { despacharReserva } from './commands/despacharReserva.ts';
import { liberarReserva } from './commands/liberarReserva.ts';
import { base, CACAO, CAFE, camino, ingreso, NORTE, SUR, stock } from './ejemplos.ts';
import { inventarioId } from './inventario.ts';
import { reserva as agregado } from './reserva.ts';

const { ordenId } = EJEMPLO;
const reserva = `reserva#${ordenId}`;
const entrega = `entrega#${ordenId}`;
const motivo = 'La orden fue cancelada';
const delNorte = { bodegaId: NORTE, sku: CAFE, cantidad: 2 };
const delSur = { bodegaId: SUR, sku: CACAO, cantidad: 3 };
const { sale, noSale, recoge, entrega: entregada } = camino;

const hecha = ReservaHecha({ ordenId, bodegaId: NORTE, partes: [delNorte, delSur], nombres: [], ...EJEMPLO.carga });
/** A start was undone before its dispatch was told. */
const nadaDeshecho = DespachoDeshecho({ ordenId, bodegas: [] });
const despachada = (bodegaId: string) => ReservaDespachada({ ordenId, bodegaId });
const despachado = (parte: typeof delNorte) => InventarioDespachado({ ordenId, ...parte });
const liberado = (parte: typeof delNorte) => ReservaDeInventarioLiberada({ ordenId, ...parte });

/** An order of two warehouses, with what was written of its reservation and said on the road since. */
const conReserva = (despues: readonly Fact[], enCamino: readonly Fact[]) => ({
  ...base,
  [reserva]: [hecha, ...despues],
  [entrega]: enCamino,
  [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 10), InventarioReservado({ ordenId, ...delNorte })],
  [stock(SUR, CACAO)]: [ingreso(SUR, CACAO, 10), InventarioReservado({ ordenId, ...delSur })],
});
const sinSalir = conReserva([], []);
const enDosVeces = conReserva([despachada(NORTE)], [sale(ordenId, NORTE), recoge(ordenId, SUR)]);

describe('despachar', () => {
  test('saca lo de la bodega donde se cargó, y no más', () =>
    givenStreams(conReserva([], [sale(ordenId, NORTE)]))
      .when(despacharReserva, { ordenId, bodegas: [NORTE] })
      .yields({ [reserva]: [despachada(NORTE)], [stock(NORTE, CAFE)]: [despachado(delNorte)] }));
  test('saca lo que se recogió después', () =>
    givenStreams(enDosVeces)
      .when(despacharReserva, { ordenId, bodegas: [SUR] })
      .yields({ [reserva]: [despachada(SUR)], [stock(SUR, CACAO)]: [despachado(delSur)] }));
  test('de varias bodegas a la vez', () =>
    givenStreams(conReserva([], [sale(ordenId, NORTE, SUR)]))
      .when(despacharReserva, { ordenId, bodegas: [NORTE, SUR] })
      .yields({
        [reserva]: [despachada(NORTE), despachada(SUR)],
        [stock(NORTE, CAFE)]: [despachado(delNorte)],
        [stock(SUR, CACAO)]: [despachado(delSur)],
      }));
  test('sólo de las que se nombran', () =>
    givenStreams(conReserva([], [sale(ordenId, NORTE, SUR)]))
      .when(despacharReserva, { ordenId, bodegas: [SUR] })
      .yields({ [reserva]: [despachada(SUR)], [stock(SUR, CACAO)]: [despachado(delSur)] }));
  test('dos veces no hace nada', () =>
    givenStreams(enDosVeces)
      .when(despacharReserva, { ordenId, bodegas: [NORTE] })
      .yields({}));
  test('mientras nada haya vuelto, sin preguntar por la entrega', () => {
    expect(
      despacharReserva.streams({ ordenId, bodegas: [NORTE] }, stateAfter(agregado, [hecha]), {
        ...contextOf(),
        directories: {},
      }),
    ).toStrictEqual({ entrega: [], inventario: [inventarioId(NORTE, CAFE), inventarioId(SUR, CACAO)] });
    givenStreams(sinSalir)
      .when(despacharReserva, { ordenId, bodegas: [NORTE] })
      .yields({ [reserva]: [despachada(NORTE)], [stock(NORTE, CAFE)]: [despachado(delNorte)] });
  });
  test('una salida que ya se deshizo no saca nada', () =>
    givenStreams(conReserva([nadaDeshecho], [sale(ordenId, NORTE), noSale(ordenId)]))
      .when(despacharReserva, { ordenId, bodegas: [NORTE] })
      .yields({}));
  test('otra salida, después de una que se deshizo, sí', () =>
    givenStreams(conReserva([nadaDeshecho], [sale(ordenId, NORTE), noSale(ordenId), sale(ordenId, NORTE)]))
      .when(despacharReserva, { ordenId, bodegas: [NORTE] })
      .yields({ [reserva]: [despachada(NORTE)], [stock(NORTE, CAFE)]: [despachado(delNorte)] }));
  test('sin reserva', () =>
    givenStreams(base)
      .when(despacharReserva, { ordenId, bodegas: [NORTE] })
      .rejects('RESERVA_NO_EXISTE'));
});

describe('deshacer un despacho', () => {
  const devuelto = InventarioDevuelto({ ordenId, ...delNorte, condicion: 'vendible' });
  const deshecho = DespachoDeshecho({ ordenId, bodegas: [NORTE] });
  test('devuelve a su bodega lo cargado, y lo reserva', () =>
    givenStreams(conReserva([despachada(NORTE)], [sale(ordenId, NORTE), noSale(ordenId)]))
      .when(deshacerDespacho, { ordenId })
      .yields({
        [reserva]: [deshecho],
        [stock(NORTE, CAFE)]: [devuelto, InventarioReservado({ ordenId, ...delNorte })],
      }));
  test('dos veces no hace nada', () =>
    givenStreams(conReserva([despachada(NORTE), deshecho], [sale(ordenId, NORTE), noSale(ordenId)]))
      .when(deshacerDespacho, { ordenId })
      .yields({}));
  test('de una orden cancelada queda libre', () =>
    givenStreams(
      conReserva([despachada(NORTE), ReservaLiberada({ ordenId, motivo })], [sale(ordenId, NORTE), noSale(ordenId)]),
    )
      .when(deshacerDespacho, { ordenId })
      .yields({ [reserva]: [deshecho], [stock(NORTE, CAFE)]: [devuelto] }));
  test('lo que volvió a salir se queda fuera', () =>
    givenStreams(conReserva([despachada(NORTE)], [sale(ordenId, NORTE), noSale(ordenId), sale(ordenId, NORTE)]))
      .when(deshacerDespacho, { ordenId })
      .yields({ [reserva]: [nadaDeshecho] }));
  test('lo que ya iba a bordo antes de esa salida se queda a bordo', () =>
    givenStreams(conReserva([despachada(NORTE)], [sale(ordenId, NORTE), sale(ordenId), noSale(ordenId)]))
      .when(deshacerDespacho, { ordenId })
      .yields({ [reserva]: [nadaDeshecho] }));
  test('antes de que se despache queda dicho, una vez', () => {
    const enCamino = [sale(ordenId, NORTE), noSale(ordenId)];
    givenStreams(conReserva([], enCamino))
      .when(deshacerDespacho, { ordenId })
      .yields({ [reserva]: [nadaDeshecho] });
    givenStreams(conReserva([nadaDeshecho], enCamino))
      .when(deshacerDespacho, { ordenId })
      .yields({});
  });
  test('lo entregado no vuelve', () =>
    givenStreams(
      conReserva(
        [despachada(NORTE)],
        [sale(ordenId, NORTE), noSale(ordenId), entregada(ordenId, { sku: CAFE, cantidad: 2 })],
      ),
    )
      .when(deshacerDespacho, { ordenId })
      .yields({ [reserva]: [nadaDeshecho] }));
  test('lo que no se entregó vuelve, aunque se haya entregado lo demás', () =>
    givenStreams(
      conReserva(
        [despachada(NORTE), despachada(SUR)],
        [sale(ordenId, NORTE), noSale(ordenId), sale(ordenId, SUR), entregada(ordenId, { sku: CACAO, cantidad: 3 })],
      ),
    )
      .when(deshacerDespacho, { ordenId })
      .yields({
        [reserva]: [deshecho],
        [stock(NORTE, CAFE)]: [devuelto, InventarioReservado({ ordenId, ...delNorte })],
      }));
});

describe('liberar', () => {
  const liberada = ReservaLiberada({ ordenId, motivo });
  test('todo, cuando nada ha salido', () =>
    givenStreams(sinSalir)
      .when(liberarReserva, { ordenId, motivo })
      .yields({
        [reserva]: [liberada],
        [stock(NORTE, CAFE)]: [liberado(delNorte)],
        [stock(SUR, CACAO)]: [liberado(delSur)],
      }));
  test('sólo lo que no ha salido', () =>
    givenStreams(conReserva([despachada(NORTE)], [sale(ordenId, NORTE)]))
      .when(liberarReserva, { ordenId, motivo })
      .yields({ [reserva]: [liberada], [stock(SUR, CACAO)]: [liberado(delSur)] }));
  test('adelantándose al despacho, lo anota también', () =>
    givenStreams(conReserva([], [sale(ordenId, NORTE)]))
      .when(liberarReserva, { ordenId, motivo })
      .yields({
        [reserva]: [despachada(NORTE), liberada],
        [stock(NORTE, CAFE)]: [despachado(delNorte)],
        [stock(SUR, CACAO)]: [liberado(delSur)],
      }));
  test('lo que aún no se reserva lo impide', () =>
    givenStreams(base)
      .when(liberarReserva, { ordenId, motivo })
      .yields({ [reserva]: [liberada] }));
  test('dos veces no hace nada', () =>
    givenStreams(conReserva([liberada], []))
      .when(liberarReserva, { ordenId, motivo })
      .yields({}));
  test('y lo liberado no se despacha', () =>
    givenStreams(conReserva([liberada], [sale(ordenId, NORTE)]))
      .when(despacharReserva, { ordenId, bodegas: [NORTE] })
      .yields({}));
});
