import { describe, expect, test } from 'vitest';
import { DespachoDeshecho } from '#events/bodegas/DespachoDeshecho.ts';
import { DevolucionCorregida } from '#events/bodegas/DevolucionCorregida.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { InventarioCorregido } from '#events/bodegas/InventarioCorregido.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { LineaRecibida } from '#events/comun/recibida.ts';
import type { Fact } from '#shared/model/event.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { corregirDevolucion } from './commands/corregirDevolucion.ts';
import { despacharReserva } from './commands/despacharReserva.ts';
import { recibirDevolucion } from './commands/recibirDevolucion.ts';
import { base, CACAO, CAFE, camino, ingreso, NORTE, SUR, stock } from './ejemplos.ts';

const { ordenId } = EJEMPLO;
const reserva = `reserva#${ordenId}`;
const entrega = `entrega#${ordenId}`;
const cafe = { bodegaId: NORTE, sku: CAFE, cantidad: 4 };
const cacao = { bodegaId: SUR, sku: CACAO, cantidad: 3 };
const { sale, noSale, recoge, vuelve, planea, libera, pasa, descarga, renuncia, entrega: entregada } = camino;

const hecha = ReservaHecha({ ordenId, bodegaId: NORTE, partes: [cafe, cacao], nombres: [], ...EJEMPLO.carga });
const despachada = (bodegaId: string) => ReservaDespachada({ ordenId, bodegaId });
const lineaCafe = (cantidad: number, condicion: LineaRecibida['condicion'] = 'vendible') => ({
  sku: CAFE,
  cantidad,
  condicion,
});
const recibe = (...lineas: LineaRecibida[]) => ({ bodegaId: NORTE, ordenId, lineas });
const recibida = (lineas: LineaRecibida[], completa: boolean) =>
  DevolucionRecibida({ ordenId, bodegaId: NORTE, lineas, completa, reingresa: false });
const devuelto = (cantidad: number, condicion: 'vendible' | 'danada' = 'vendible') =>
  InventarioDevuelto({ ordenId, bodegaId: NORTE, sku: CAFE, cantidad, condicion });
const corregido = (cantidad: number, condicion: 'vendible' | 'danada' = 'vendible') =>
  InventarioCorregido({ ordenId, bodegaId: NORTE, sku: CAFE, cantidad, condicion });
const libre = (parte: typeof cafe) => ReservaDeInventarioLiberada({ ordenId, ...parte });

/** An order of two warehouses, with what was written of its reservation and said on the road since. */
const conReserva = (despues: readonly Fact[], enCamino: readonly Fact[]) => ({
  ...base,
  [reserva]: [hecha, ...despues],
  [entrega]: enCamino,
  [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 10), InventarioReservado({ ordenId, ...cafe })],
  [stock(SUR, CACAO)]: [ingreso(SUR, CACAO, 10), InventarioReservado({ ordenId, ...cacao })],
});
/** The coffee has left, and is back at its warehouse; the cocoa was never fetched. */
const deVuelta = [sale(ordenId, NORTE), vuelve(ordenId, NORTE)];
const conCafeFuera = (...enCamino: readonly Fact[]) => conReserva([despachada(NORTE)], [...deVuelta, ...enCamino]);

describe('recibir una devolución cuando la entrega sigue', () => {
  const reingreso = DevolucionRecibida({
    ordenId,
    bodegaId: NORTE,
    lineas: [lineaCafe(4)],
    completa: true,
    reingresa: true,
    partes: [cacao, cafe],
  });
  test('entera y vendible queda reservada de nuevo', () =>
    givenStreams(conCafeFuera())
      .when(recibirDevolucion, recibe(lineaCafe(4)))
      .yields({
        [reserva]: [reingreso],
        [stock(NORTE, CAFE)]: [devuelto(4), InventarioReservado({ ordenId, ...cafe })],
      }));
  test('en otra bodega sale desde ahí, junto con lo que ahí esperaba', () => {
    const cacaoDelNorte = { bodegaId: SUR, sku: CACAO, cantidad: 2 };
    const mixta = ReservaHecha({
      ordenId,
      bodegaId: NORTE,
      partes: [{ ...cacaoDelNorte, bodegaId: NORTE }, cacao],
      nombres: [],
      ...EJEMPLO.carga,
    });
    const enElSur = [sale(ordenId, NORTE), vuelve(ordenId, SUR)];
    const linea = { sku: CACAO, cantidad: 2, condicion: 'vendible' as const };
    givenStreams({ ...conReserva([], enElSur), [reserva]: [mixta, despachada(NORTE)] })
      .when(recibirDevolucion, { bodegaId: SUR, ordenId, lineas: [linea] })
      .yields({
        [reserva]: [
          DevolucionRecibida({
            ordenId,
            bodegaId: SUR,
            lineas: [linea],
            completa: true,
            reingresa: true,
            partes: [{ ...cacao, cantidad: 5 }],
          }),
        ],
        [stock(SUR, CACAO)]: [
          InventarioDevuelto({ ordenId, ...cacaoDelNorte, condicion: 'vendible' }),
          InventarioReservado({ ordenId, ...cacaoDelNorte }),
        ],
      });
  });
  test('la que se adelanta al despacho lo anota también', () =>
    givenStreams(conReserva([], deVuelta))
      .when(recibirDevolucion, recibe(lineaCafe(4)))
      .yields({
        [reserva]: [despachada(NORTE), reingreso],
        [stock(NORTE, CAFE)]: [
          InventarioDespachado({ ordenId, ...cafe }),
          devuelto(4),
          InventarioReservado({ ordenId, ...cafe }),
        ],
      }));
  test('con algo dañado o perdido no sigue: lo que la orden tenía queda libre', () => {
    const lineas = [lineaCafe(2), lineaCafe(1, 'danada'), lineaCafe(1, 'faltante')];
    givenStreams(conCafeFuera())
      .when(recibirDevolucion, recibe(...lineas))
      .yields({
        [reserva]: [recibida(lineas, true)],
        [stock(NORTE, CAFE)]: [devuelto(2), devuelto(1, 'danada')],
        [stock(SUR, CACAO)]: [libre(cacao)],
      });
  });
  test('sin decirlo todo no se recibe', () =>
    givenStreams(conCafeFuera())
      .when(recibirDevolucion, recibe(lineaCafe(3)))
      .rejects('DEVOLUCION_INCOMPLETA'));
  test('con el siguiente intento en un plan no se recibe', () =>
    givenStreams(conCafeFuera(planea(ordenId)))
      .when(recibirDevolucion, recibe(lineaCafe(4)))
      .rejects('ENTREGA_PLANIFICADA'));
  test('liberada su parada, sí', () =>
    givenStreams(conCafeFuera(planea(ordenId), libera(ordenId)))
      .when(recibirDevolucion, recibe(lineaCafe(4)))
      .yields({
        [reserva]: [reingreso],
        [stock(NORTE, CAFE)]: [devuelto(4), InventarioReservado({ ordenId, ...cafe })],
      }));
  test('un despacho que llega tarde no vuelve a sacar lo reingresado', () =>
    givenStreams(conReserva([despachada(NORTE), reingreso], deVuelta))
      .when(despacharReserva, { ordenId, bodegas: [NORTE] })
      .yields({}));
  test('hasta que sale de nuevo', () =>
    givenStreams(
      conReserva([despachada(NORTE), reingreso], [...deVuelta, descarga(ordenId, NORTE), sale(ordenId, NORTE)]),
    )
      .when(despacharReserva, { ordenId, bodegas: [NORTE] })
      .yields({ [reserva]: [despachada(NORTE)], [stock(NORTE, CAFE)]: [InventarioDespachado({ ordenId, ...cafe })] }));
});

describe('recibir lo que ya no se entrega', () => {
  const renunciada = conCafeFuera(renuncia(ordenId));
  test('queda libre, también lo que no salió', () =>
    givenStreams(renunciada)
      .when(recibirDevolucion, recibe(lineaCafe(4)))
      .yields({
        [reserva]: [recibida([lineaCafe(4)], true)],
        [stock(NORTE, CAFE)]: [devuelto(4)],
        [stock(SUR, CACAO)]: [libre(cacao)],
      }));
  test('por partes', () => {
    const primera = recibida([lineaCafe(1, 'danada')], false);
    givenStreams(renunciada)
      .when(recibirDevolucion, recibe(lineaCafe(1, 'danada')))
      .yields({
        [reserva]: [primera],
        [stock(NORTE, CAFE)]: [devuelto(1, 'danada')],
        [stock(SUR, CACAO)]: [libre(cacao)],
      });
    givenStreams(conReserva([despachada(NORTE), primera], [...deVuelta, renuncia(ordenId)]))
      .when(recibirDevolucion, recibe(lineaCafe(3)))
      .yields({ [reserva]: [recibida([lineaCafe(3)], true)], [stock(NORTE, CAFE)]: [devuelto(3)] });
  });
  test('cancelada la orden, aunque nadie haya renunciado aún', () =>
    givenStreams(conReserva([despachada(NORTE), ReservaLiberada({ ordenId, motivo: 'Cancelada' })], deVuelta))
      .when(recibirDevolucion, recibe(lineaCafe(4)))
      .yields({ [reserva]: [recibida([lineaCafe(4)], true)], [stock(NORTE, CAFE)]: [devuelto(4)] }));
  test('de una entrega parcial, el resto', () => {
    const parcial = conCafeFuera(entregada(ordenId, { sku: CAFE, cantidad: 3 }));
    givenStreams(parcial)
      .when(recibirDevolucion, recibe(lineaCafe(2)))
      .rejects('DEVOLUCION_EXCESIVA');
    givenStreams(parcial)
      .when(recibirDevolucion, recibe(lineaCafe(1)))
      .yields({
        [reserva]: [recibida([lineaCafe(1)], true)],
        [stock(NORTE, CAFE)]: [devuelto(1)],
        [stock(SUR, CACAO)]: [libre(cacao)],
      });
  });
  test('más de lo que está fuera, o lo que nunca salió, no', () => {
    givenStreams(renunciada)
      .when(recibirDevolucion, recibe(lineaCafe(5)))
      .rejects('DEVOLUCION_EXCESIVA');
    givenStreams(renunciada)
      .when(recibirDevolucion, recibe({ sku: CACAO, cantidad: 1, condicion: 'vendible' }))
      .rejects('DEVOLUCION_EXCESIVA');
    givenStreams(conReserva([despachada(NORTE), recibida([lineaCafe(4)], true)], [...deVuelta, renuncia(ordenId)]))
      .when(recibirDevolucion, recibe(lineaCafe(1)))
      .rejects('DEVOLUCION_EXCESIVA');
  });
  test.each<[string, readonly Fact[]]>([
    ['que nunca salió', []],
    ['que va en camino', [sale(ordenId, NORTE)]],
    ['que volvió y salió otra vez', [...deVuelta, sale(ordenId)]],
    ['que volvió y viaja con otras', [...deVuelta, camino.saleConSobras(ordenId)]],
    ['que pasó a otro vehículo', [...deVuelta, pasa(ordenId)]],
    ['que ya descargó la bodega', [...deVuelta, descarga(ordenId, NORTE)]],
    ['que volvió a otra bodega', [sale(ordenId, NORTE), vuelve(ordenId, SUR)]],
  ])('la mercancía %s no se espera', (_, enCamino) =>
    givenStreams(conReserva([despachada(NORTE)], enCamino))
      .when(recibirDevolucion, recibe(lineaCafe(4)))
      .rejects('DEVOLUCION_NO_ESPERADA'),
  );
  test('la que nadie lleva ya se recibe aunque su vehículo haya salido otra vez: pudo bajarse antes', () =>
    givenStreams(conReserva([despachada(NORTE)], [...deVuelta, renuncia(ordenId), camino.saleConSobras(ordenId)]))
      .when(recibirDevolucion, recibe(lineaCafe(4)))
      .yields({
        [reserva]: [recibida([lineaCafe(4)], true)],
        [stock(NORTE, CAFE)]: [devuelto(4)],
        [stock(SUR, CACAO)]: [libre(cacao)],
      }));
  test('ni la de una orden sin reserva', () =>
    givenStreams({ ...base, [entrega]: deVuelta })
      .when(recibirDevolucion, recibe(lineaCafe(4)))
      .rejects('DEVOLUCION_NO_ESPERADA'));
  test('una salida deshecha deja al vehículo donde estaba', () =>
    givenStreams(conCafeFuera(sale(ordenId), noSale(ordenId), renuncia(ordenId)))
      .when(recibirDevolucion, recibe(lineaCafe(4)))
      .yields({
        [reserva]: [recibida([lineaCafe(4)], true)],
        [stock(NORTE, CAFE)]: [devuelto(4)],
        [stock(SUR, CACAO)]: [libre(cacao)],
      }));
  test('sin lo que dice un despacho de una salida que ya se deshizo', () =>
    givenStreams(
      conReserva(
        [despachada(NORTE), despachada(SUR)],
        [sale(ordenId, NORTE), noSale(ordenId), sale(ordenId, SUR), vuelve(ordenId, SUR)],
      ),
    )
      .when(recibirDevolucion, { bodegaId: SUR, ordenId, lineas: [{ sku: CACAO, cantidad: 3, condicion: 'danada' }] })
      .yields({
        [reserva]: [
          DespachoDeshecho({ ordenId, bodegas: [NORTE] }),
          DevolucionRecibida({
            ordenId,
            bodegaId: SUR,
            lineas: [{ sku: CACAO, cantidad: 3, condicion: 'danada' }],
            completa: true,
            reingresa: false,
          }),
        ],
        [stock(NORTE, CAFE)]: [devuelto(4), InventarioReservado({ ordenId, ...cafe }), libre(cafe)],
        [stock(SUR, CACAO)]: [InventarioDevuelto({ ordenId, ...cacao, condicion: 'danada' })],
      }));
  test('cada condición de un producto se dice una vez', () => {
    const { success, error } = recibirDevolucion.accepts.safeParse(recibe(lineaCafe(1), lineaCafe(2)));
    expect(success).toBe(false);
    expect(error?.issues.map(({ message }) => message)).toStrictEqual([
      'cada SKU debe aparecer una sola vez por condición',
    ]);
  });
});

describe('una prueba de entrega que llega después de la recepción', () => {
  const prueba = (cantidad: number) => entregada(ordenId, { sku: CAFE, cantidad });
  const corrige = (...partes: Parameters<typeof DevolucionCorregida>[0]['partes']) =>
    DevolucionCorregida({ ordenId, partes });
  const enElNorte = (cantidad: number, condicion: LineaRecibida['condicion'] = 'vendible') => ({
    bodegaId: NORTE,
    ...lineaCafe(cantidad, condicion),
  });
  const lineas = [lineaCafe(1, 'danada'), lineaCafe(2), lineaCafe(1, 'faltante')];
  const devuelta = (cantidad: number) =>
    givenStreams(
      conReserva([despachada(NORTE), recibida(lineas, true)], [...deVuelta, renuncia(ordenId), prueba(cantidad)]),
    ).when(corregirDevolucion, { ordenId });

  test('lo que faltó al recibirla es lo que se entregó, y no estaba en los libros de ninguna bodega', () =>
    devuelta(1).yields({ [reserva]: [corrige(enElNorte(1, 'faltante'))] }));
  test('luego saca de los libros lo vendible', () =>
    devuelta(2).yields({
      [reserva]: [corrige(enElNorte(1, 'faltante'), enElNorte(1))],
      [stock(NORTE, CAFE)]: [corregido(1)],
    }));
  test('y lo dañado al final', () =>
    devuelta(4).yields({
      [reserva]: [corrige(enElNorte(1, 'faltante'), enElNorte(2), enElNorte(1, 'danada'))],
      [stock(NORTE, CAFE)]: [corregido(2), corregido(1, 'danada')],
    }));
  test('de lo reingresado, y la orden deja de tener lo demás', () => {
    const reingreso = DevolucionRecibida({
      ordenId,
      bodegaId: NORTE,
      lineas: [lineaCafe(4)],
      completa: true,
      reingresa: true,
      partes: [cacao, cafe],
    });
    givenStreams(conReserva([despachada(NORTE), reingreso], [...deVuelta, descarga(ordenId, NORTE), prueba(3)]))
      .when(corregirDevolucion, { ordenId })
      .yields({
        [reserva]: [corrige(enElNorte(3))],
        [stock(SUR, CACAO)]: [libre(cacao)],
        [stock(NORTE, CAFE)]: [libre(cafe), corregido(3)],
      });
  });
  test('de lo reingresado antes que de lo que nunca salió', () => {
    const delSur = { bodegaId: SUR, sku: CAFE, cantidad: 4 };
    const doble = ReservaHecha({ ordenId, bodegaId: NORTE, partes: [cafe, delSur], nombres: [], ...EJEMPLO.carga });
    const reingreso = DevolucionRecibida({
      ordenId,
      bodegaId: NORTE,
      lineas: [lineaCafe(4)],
      completa: true,
      reingresa: true,
      partes: [delSur, cafe],
    });
    const historia = (...despues: Fact[]) =>
      givenStreams({
        ...conReserva([], [...deVuelta, descarga(ordenId, NORTE), prueba(4)]),
        [reserva]: [doble, despachada(NORTE), reingreso, ...despues],
      }).when(corregirDevolucion, { ordenId });
    historia().yields({
      [reserva]: [corrige(enElNorte(4))],
      [stock(SUR, CAFE)]: [libre(delSur)],
      [stock(NORTE, CAFE)]: [libre(cafe), corregido(4)],
    });
    historia(ReservaLiberada({ ordenId, motivo: 'Cancelada' })).yields({
      [reserva]: [corrige(enElNorte(4))],
      [stock(NORTE, CAFE)]: [corregido(4)],
    });
  });
  test('dos veces no hace nada', () =>
    givenStreams(
      conReserva(
        [despachada(NORTE), recibida(lineas, true), corrige(enElNorte(2), enElNorte(1, 'danada'))],
        [...deVuelta, renuncia(ordenId), prueba(3)],
      ),
    )
      .when(corregirDevolucion, { ordenId })
      .yields({}));
  test('lo que sigue fuera no hace falta corregirlo', () => {
    const parcial = recibida([lineaCafe(1)], false);
    const historia = (cantidad: number) =>
      givenStreams(conReserva([despachada(NORTE), parcial], [...deVuelta, renuncia(ordenId), prueba(cantidad)])).when(
        corregirDevolucion,
        { ordenId },
      );
    historia(3).yields({});
    historia(4).yields({ [reserva]: [corrige(enElNorte(1))], [stock(NORTE, CAFE)]: [corregido(1)] });
  });
  test('lo que se adelanta al despacho lo anota', () =>
    givenStreams(conReserva([], [sale(ordenId, NORTE), recoge(ordenId, SUR), prueba(4)]))
      .when(corregirDevolucion, { ordenId })
      .yields({
        [reserva]: [despachada(NORTE), despachada(SUR)],
        [stock(NORTE, CAFE)]: [InventarioDespachado({ ordenId, ...cafe })],
        [stock(SUR, CACAO)]: [InventarioDespachado({ ordenId, ...cacao })],
      }));
  test('sin reserva no hay qué corregir', () =>
    givenStreams({ ...base, [entrega]: [prueba(4)] })
      .when(corregirDevolucion, { ordenId })
      .yields({}));
});
