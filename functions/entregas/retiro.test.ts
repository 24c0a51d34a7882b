import { describe, expect, test } from 'vitest';
import { corregirDevolucion } from '#events/bodegas/corregirDevolucion.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { deshacerDespacho } from '#events/bodegas/deshacerDespacho.ts';
import { despacharReserva } from '#events/bodegas/despacharReserva.ts';
import { liberarReserva } from '#events/bodegas/liberarReserva.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ENTREGADO } from '#events/ordenes/entrega.ts';
import { iniciarTransito } from '#events/ordenes/iniciarTransito.ts';
import { rechazarOrden } from '#events/ordenes/rechazarOrden.ts';
import { registrarDevolucion } from '#events/ordenes/registrarDevolucion.ts';
import { registrarEntrega } from '#events/ordenes/registrarEntrega.ts';
import { registrarIntentoFallido } from '#events/ordenes/registrarIntentoFallido.ts';
import { registrarReingreso } from '#events/ordenes/registrarReingreso.ts';
import { VIAJE } from '#events/ordenes/viaje.ts';
import { descargarEntrega } from '#events/vehiculos/descargarEntrega.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { registrarRecepcion } from '#events/vehiculos/registrarRecepcion.ts';
import { retirarEntrega } from '#events/vehiculos/retirarEntrega.ts';
import { givenSaga, late } from '#shared/testing/givenSaga.ts';
import type { Parcial } from './cumplimiento.ts';
import * as h from './ejemplos.ts';
import { cumplimiento } from './sagas/cumplimiento.ts';

const { ordenId, bodegaId, sku } = EJEMPLO;
const otraRutaId = '00000000-7425-40de-944b-e07fc1f90ae7';
const CANCELADA = 'La orden fue cancelada';
const { motivo: ABANDONADA } = h.abandonada.data;
const partes = [{ bodegaId, sku, cantidad: 2 }];
const buenas = [{ sku, cantidad: 2, condicion: 'vendible' as const }];
const danadas = [{ sku, cantidad: 2, condicion: 'danada' as const }];
const recepcion = (lineas: Parameters<typeof registrarRecepcion>[0]['lineas']) =>
  registrarRecepcion({ ordenId, bodegaId, lineas, completa: true });
const salida = { ...VIAJE, cargada: true };
const ausente = { ...salida, fallo: { motivo: 'ausente' as const, final: false } };
const noQuiso = { ...salida, fallo: { motivo: 'rechazada' as const, final: true } };
const NO_QUISO = 'Quien debía recibir no quiso la mercancía';
const final = [...h.hastaEnRuta, h.fallida(1, 'rechazada'), h.retirada(true)];
const fallida = [...h.hastaEnRuta, h.fallida()];
const terminada = (fin: string, salidas: unknown[], enBodega = true) => ({
  paso: 'terminada',
  fin,
  ordenId,
  salidas,
  enBodega,
});

describe('una orden que se cancela o se abandona', () => {
  test.each([
    [h.cancelada, CANCELADA],
    [h.abandonada, ABANDONADA],
    [h.perdida, 'Faltan en la bodega que llega a ese destino: 1 de Café de origen, 500 g'],
  ])('se retira de los vehículos, esté donde esté', (hecho, motivo) => {
    for (const vida of [h.hastaPlanificando, [...h.hastaPlanificando, h.sinPlan()], h.hastaAsignada, h.hastaEnRuta])
      givenSaga(cumplimiento, ...vida)
        .when(hecho)
        .sends(retirarEntrega({ ordenId, motivo }));
  });
  test('si no responden se les pide otra vez', () =>
    givenSaga(cumplimiento, ...h.hastaAsignada, h.cancelada)
      .when(late)
      .sends(retirarEntrega({ ordenId, motivo: CANCELADA })));
  test('cancelada en bodega, lo reservado queda libre', () =>
    expect(
      givenSaga(cumplimiento, ...h.hastaAsignada, h.cancelada)
        .when(h.retirada(false))
        .sends(liberarReserva({ ordenId, motivo: CANCELADA })),
    ).toStrictEqual(terminada('cancelada', [])));
  test('abandonada en bodega, además se rechaza', () =>
    givenSaga(cumplimiento, ...h.hastaAsignada, h.abandonada)
      .when(h.retirada(false))
      .sends(
        liberarReserva({ ordenId, motivo: ABANDONADA }),
        rechazarOrden({ ordenId, salidas: [], codigo: 'DECISION_DEL_OPERADOR', motivo: ABANDONADA }),
      ));
  test('sin mercancía en ninguna bodega no hay nada que dejar libre', () => {
    const motivo = 'Faltan en la bodega que llega a ese destino: 1 de Café de origen, 500 g';
    givenSaga(cumplimiento, ...h.hastaAsignada, h.perdida)
      .when(h.retirada(false))
      .sends(rechazarOrden({ ordenId, salidas: [], codigo: 'INVENTARIO_INSUFICIENTE', motivo }));
  });
  test('cancelada mientras se abandonaba, el cliente ya sabe cómo terminó', () =>
    expect(
      givenSaga(cumplimiento, ...h.hastaAsignada, h.abandonada, h.cancelada)
        .when(h.retirada(false))
        .sends(liberarReserva({ ordenId, motivo: CANCELADA })),
    ).toStrictEqual(terminada('cancelada', [])));
  test('si va en un vehículo, vuelve, y el viaje queda dicho', () =>
    expect(
      givenSaga(cumplimiento, ...h.hastaEnRuta, h.abandonada)
        .when(h.retirada(true))
        .sends(),
    ).toMatchObject({ paso: 'regresando', fin: 'devuelta', motivo: ABANDONADA, salidas: [salida] }));
});

describe('lo que pasó en el camino antes de que se supiera el retiro', () => {
  const retirando = [...h.hastaAsignada, h.cancelada];
  const saliendo = [...retirando, h.salio()];
  test('si salió, se despacha', () =>
    givenSaga(cumplimiento, ...retirando)
      .when(h.salio())
      .sends(despacharReserva({ ordenId, bodegas: [bodegaId] })));
  test('si recogió, se despacha', () =>
    givenSaga(cumplimiento, ...saliendo)
      .when(h.recogida)
      .sends(despacharReserva({ ordenId, bodegas: ['BOG-SUR'] })));
  test('si se deshizo la salida, se devuelve a su bodega y queda libre', () => {
    givenSaga(cumplimiento, ...saliendo)
      .when(h.deshecha())
      .sends(deshacerDespacho({ ordenId }));
    givenSaga(cumplimiento, ...saliendo, h.deshecha())
      .when(h.retirada(false))
      .sends(liberarReserva({ ordenId, motivo: CANCELADA }));
  });
  test('si falló, no hay otro intento', () => {
    const estado = givenSaga(cumplimiento, ...saliendo)
      .when(h.fallida())
      .sends(registrarIntentoFallido({ ordenId, salidas: [], ...VIAJE, motivo: 'ausente', final: true }));
    expect(estado).toMatchObject({ paso: 'retirando', salidas: [{ ...ausente, fallo: { final: true } }] });
  });
  test('si no lo visitó, el viaje queda dicho una vez', () =>
    expect(
      givenSaga(cumplimiento, ...saliendo, h.noVisitada())
        .when(h.retirada(true))
        .sends(),
    ).toMatchObject({ paso: 'regresando', salidas: [salida] }));
  test('si el conductor fue más rápido, está entregada', () =>
    expect(
      givenSaga(cumplimiento, ...saliendo)
        .when(h.entregada())
        .sends(registrarEntrega(registrarEntrega.example)),
    ).toStrictEqual(terminada('entregada', [], false)));
});

describe('la mercancía que vuelve', () => {
  test('recibida toda, la orden sabe qué volvió y cómo', () =>
    expect(
      givenSaga(cumplimiento, ...final)
        .when(h.recibida)
        .sends(
          registrarDevolucion({ ordenId, salidas: [noQuiso], motivo: NO_QUISO, lineas: buenas }),
          recepcion(buenas),
        ),
    ).toStrictEqual(terminada('devuelta', [noQuiso])));
  test('recibida por partes, la entrega sabe de cada una y la orden de la última', () => {
    const parte = (cantidad: number, condicion: 'vendible' | 'faltante', completa: boolean) =>
      DevolucionRecibida({ ...DevolucionRecibida.example, lineas: [{ sku, cantidad, condicion }], completa });
    const enPartes = [
      { sku, cantidad: 1, condicion: 'vendible' as const },
      { sku, cantidad: 1, condicion: 'faltante' as const },
    ];
    givenSaga(cumplimiento, ...final)
      .when(parte(1, 'vendible', false))
      .sends(
        registrarRecepcion({
          ordenId,
          bodegaId: DevolucionRecibida.example.bodegaId,
          lineas: enPartes.slice(0, 1),
          completa: false,
        }),
      );
    givenSaga(cumplimiento, ...final, parte(1, 'vendible', false))
      .when(parte(1, 'faltante', true))
      .sends(
        registrarDevolucion({ ordenId, salidas: [noQuiso], motivo: NO_QUISO, lineas: enPartes }),
        recepcion(enPartes),
      );
  });
  test('de una orden que se canceló cuando salía, también lo sabe', () =>
    givenSaga(cumplimiento, ...h.hastaEnRuta, h.cancelada, h.retirada(true))
      .when(h.recibida)
      .sends(
        registrarDevolucion({ ordenId, salidas: [salida], motivo: CANCELADA, lineas: buenas }),
        recepcion(buenas),
      ));
  test('recibida antes de que se retirara, termina con el retiro; si se había reservado otra vez, queda libre', () => {
    const devolucion = registrarDevolucion({ ordenId, salidas: [ausente], motivo: ABANDONADA, lineas: buenas });
    givenSaga(cumplimiento, ...fallida, h.abandonada, h.recibida)
      .when(h.retirada(true))
      .sends(devolucion, recepcion(buenas));
    givenSaga(cumplimiento, ...fallida, h.abandonada, h.reingresada)
      .when(h.retirada(true))
      .sends(liberarReserva({ ordenId, motivo: ABANDONADA }), devolucion, recepcion(buenas));
  });
  test('mientras el vehículo está en camino no puede haber vuelto: falta leer algo', () => {
    givenSaga(cumplimiento, ...h.hastaEnRuta)
      .when(h.recibida)
      .awaits();
    givenSaga(cumplimiento, ...h.hastaEnRuta, late)
      .when(h.recibida)
      .awaits();
  });
});

describe('la mercancía recibida entre dos intentos', () => {
  const conReingreso = [{ ...ausente, reingreso: bodegaId }];
  test.each([[fallida], [[...fallida, h.sinPlan(2)]], [[...fallida, h.planificada(2)]]])(
    'toda y buena, sale otra vez de la bodega',
    (vida) =>
      void givenSaga(cumplimiento, ...vida)
        .when(h.reingresada)
        .sends(
          descargarEntrega({ ordenId, bodegaId, partes, revision: 1 }),
          registrarReingreso({ ordenId, salidas: conReingreso }),
        ),
  );
  test('al salir otra vez se despacha otra vez', () => {
    const estado = givenSaga(cumplimiento, ...fallida, h.reingresada, h.planificada(2))
      .when(h.salio(2))
      .sends(
        despacharReserva({ ordenId, bodegas: [bodegaId] }),
        iniciarTransito({ ordenId, salidas: conReingreso, ...VIAJE, intento: 2 }),
      );
    expect(estado).toMatchObject({ cargadas: [bodegaId], salidas: conReingreso });
  });
  test('dañada, ya no hay qué entregar', () => {
    const danada = DevolucionRecibida({ ...DevolucionRecibida.example, lineas: danadas });
    const motivo = 'La mercancía volvió a bodega incompleta o dañada';
    givenSaga(cumplimiento, ...fallida)
      .when(danada)
      .sends(retirarEntrega({ ordenId, motivo }));
    givenSaga(cumplimiento, ...fallida, danada)
      .when(h.retirada(true))
      .sends(registrarDevolucion({ ordenId, salidas: [ausente], motivo, lineas: danadas }), recepcion(danadas));
  });
  test('si no apareció nada, así se dice', () => {
    const lineas = [{ sku, cantidad: 2, condicion: 'faltante' as const }];
    givenSaga(cumplimiento, ...fallida)
      .when(DevolucionRecibida({ ...DevolucionRecibida.example, lineas }))
      .sends(retirarEntrega({ ordenId, motivo: 'La mercancía no apareció cuando el vehículo volvió' }));
  });
});

describe('una entrega parcial', () => {
  const lineas = [{ sku, cantidad: 1 }];
  const entrega = { ...VIAJE, ...(ENTREGADO as object), lineas, completa: false } as never as Parcial;
  const vida = [...h.hastaEnRuta, h.parcial];
  test('se registra, y el resto vuelve', () => {
    const estado = givenSaga(cumplimiento, ...h.hastaEnRuta)
      .when(h.parcial)
      .sends(registrarEntrega({ ordenId, salidas: [], ...entrega }));
    expect(estado).toMatchObject({ paso: 'regresando', fin: 'entregadaParcial' });
  });
  test('recibido el resto, termina', () => {
    const resto = [{ sku, cantidad: 1, condicion: 'vendible' as const }];
    const motivo = 'Se entregó una parte y volvió el resto';
    expect(
      givenSaga(cumplimiento, ...vida)
        .when(DevolucionRecibida({ ...DevolucionRecibida.example, lineas: resto }))
        .sends(registrarDevolucion({ ordenId, salidas: [], entrega, motivo, lineas: resto }), recepcion(resto)),
    ).toStrictEqual(terminada('entregadaParcial', []));
  });
  test('si la bodega había recibido todo antes de saberlo, se corrige lo entregado', () => {
    const todo = [{ sku, cantidad: 2, condicion: 'vendible' as const }];
    const motivo = 'Se entregó una parte y volvió el resto';
    givenSaga(cumplimiento, ...vida)
      .when(DevolucionRecibida({ ...DevolucionRecibida.example, lineas: todo }))
      .sends(
        corregirDevolucion({ ordenId }),
        registrarDevolucion({ ordenId, salidas: [], entrega, motivo, lineas: todo }),
        recepcion(todo),
      );
  });
  test('si el resto no había salido, queda libre y no se espera nada', () => {
    const repartida = ReservaHecha({
      ...ReservaHecha.example,
      partes: [bodegaId, 'BOG-SUR'].map((una) => ({ bodegaId: una, sku, cantidad: 1 })),
    });
    expect(
      givenSaga(cumplimiento, h.creada, repartida, h.confirmada, h.planificada(), h.salio(1, [bodegaId], false))
        .when(h.parcial)
        .sends(
          registrarEntrega({ ordenId, salidas: [], ...entrega }),
          liberarReserva({ ordenId, motivo: 'Se entregó una parte y volvió el resto' }),
        ),
    ).toStrictEqual(terminada('entregadaParcial', [], false));
  });
  test('otra constancia no cambia nada', () =>
    givenSaga(cumplimiento, ...vida)
      .when(h.entregada())
      .ignores());
});

describe('la constancia que llega tarde', () => {
  const tarde = h.entregada();
  const registrada = (...salidas: never[]) => registrarEntrega({ ...registrarEntrega.example, salidas } as never);
  test('después de devuelta, corrige bodega y orden con su propio viaje', () =>
    expect(
      givenSaga(cumplimiento, ...final, h.recibida)
        .when(tarde)
        .sends(corregirDevolucion({ ordenId }), registrada(noQuiso as never)),
    ).toStrictEqual(terminada('entregada', [noQuiso])));
  test('es de quien entregó, aunque su viaje no esté entre los que fallaron', () => {
    const conOtro = EntregaConfirmada({ ...tarde.data, rutaId: otraRutaId, conductorId: 'conductor-08' });
    givenSaga(cumplimiento, ...final)
      .when(conOtro)
      .sends(
        registrarEntrega({
          ...registrada(noQuiso as never).data,
          rutaId: otraRutaId,
          conductorId: 'conductor-08',
          dia: '2030-01-15',
        }),
      );
  });
  test('mientras vuelve, termina', () =>
    givenSaga(cumplimiento, ...final)
      .when(tarde)
      .sends(registrada(noQuiso as never)));
  test('con otro intento en un plan, termina', () =>
    givenSaga(cumplimiento, ...fallida, h.planificada(2))
      .when(tarde)
      .sends(registrada(ausente as never)));
  test('con la mercancía reservada otra vez, la bodega se corrige', () =>
    givenSaga(cumplimiento, ...fallida, h.reingresada)
      .when(tarde)
      .sends(corregirDevolucion({ ordenId }), registrada({ ...ausente, reingreso: bodegaId } as never)));
  test('con la mercancía reservada otra vez, y liberada porque la orden se canceló, también', () =>
    givenSaga(cumplimiento, ...fallida, h.reingresada, h.cancelada, h.retirada(false))
      .when(tarde)
      .sends(corregirDevolucion({ ordenId }), registrada({ ...ausente, reingreso: bodegaId } as never)));
  test('con la mercancía reservada otra vez y otro viaje sin ella, también', () => {
    const sinCargar = { ...VIAJE, intento: 2, cargada: false };
    givenSaga(cumplimiento, ...fallida, h.reingresada, h.planificada(2), h.salio(2, [], false), h.noVisitada(2))
      .when(tarde)
      .sends(
        corregirDevolucion({ ordenId }),
        registrarEntrega({
          ...registrarEntrega.example,
          salidas: [{ ...ausente, reingreso: bodegaId }, sinCargar],
        } as never),
      );
  });
  test('antes de saber que se recibió, la bodega se corrige cuando se sabe', () =>
    givenSaga(cumplimiento, ...fallida, tarde)
      .when(h.recibida)
      .sends(corregirDevolucion({ ordenId })));
  test('de una entregada no dice nada', () =>
    givenSaga(cumplimiento, ...h.hastaEnRuta, tarde)
      .when(tarde)
      .ignores());
});
