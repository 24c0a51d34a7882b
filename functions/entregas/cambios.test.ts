import { describe, test } from 'vitest';
import { acercarReserva } from '#events/bodegas/acercarReserva.ts';
import { cambiarLineas } from '#events/bodegas/cambiarLineas.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaNoAcercada } from '#events/bodegas/ReservaNoAcercada.ts';
import { ReservaNoCambiada } from '#events/bodegas/ReservaNoCambiada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import { desasignarOrden } from '#events/ordenes/desasignarOrden.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { registrarCambioDeLineas } from '#events/ordenes/registrarCambioDeLineas.ts';
import { registrarReubicacion } from '#events/ordenes/registrarReubicacion.ts';
import { actualizarEncargo } from '#events/vehiculos/actualizarEncargo.ts';
import { planificarEntrega } from '#events/vehiculos/planificarEntrega.ts';
import { givenSaga, late } from '#shared/testing/givenSaga.ts';
import * as h from './ejemplos.ts';
import { cumplimiento } from './sagas/cumplimiento.ts';

const { ordenId, clienteId, bodegaId, sku, zona } = EJEMPLO;
const { ventana } = OrdenReprogramada.example;
const encargo = { ...planificarEntrega.example.encargo, notas: 'Timbrar dos veces' };
const pedirPlan = planificarEntrega({ ...planificarEntrega.example, encargo } as never);
const { ordenId: _, ...enOtraParte } = ReservaMovida.example;
const reubicada = registrarReubicacion({
  ...{ ordenId, salidas: [], lineas: [{ sku, cantidad: 2 }] },
  ...enOtraParte,
  reubicacion: 1,
});

describe('lo que cambia en una orden', () => {
  const corregida = OrdenCorregida(OrdenCorregida.example);
  const { destinatario, destino, notas } = OrdenCorregida.example as any;
  const { direccion, ciudad, zona: nueva } = destino;
  const cambios = { destinatario, direccion, ciudad, zona: nueva, ventana: null, notas };
  const corregido = { ...encargo, ...cambios, ventana: undefined } as never;

  test.each([[[h.creada]], [[h.creada, h.reservada]]])('antes de encargarla, está en el encargo', (antes) => {
    const despues = antes.length === 1 ? [corregida, h.reservada] : [corregida];
    givenSaga(cumplimiento, ...antes, ...despues)
      .when(h.confirmada)
      .sends(planificarEntrega({ ordenId, encargo: corregido, intento: 1 }), acercarReserva({ ordenId, zona: nueva }));
  });
  test('si nadie puede llevarla a su nuevo destino, la orden lo sabe en cuanto no tiene lugar en un plan', () => {
    const lejos = ReservaNoAcercada(ReservaNoAcercada.example);
    const turno = { ordenId, salidas: [], intento: 1 };
    const motivo = 'Ninguna bodega atiende un lugar tan lejano';
    givenSaga(cumplimiento, ...h.hastaPlanificando, h.sinPlan())
      .when(lejos)
      .sends(desasignarOrden({ ...turno, cambio: 0, motivo }));
    givenSaga(cumplimiento, ...h.hastaAsignada)
      .when(lejos)
      .sends();
    givenSaga(cumplimiento, ...h.hastaAsignada, lejos)
      .when(h.sinPlan())
      .sends(desasignarOrden({ ...turno, cambio: 1, motivo }));
    givenSaga(cumplimiento, ...h.hastaAsignada, lejos, corregida)
      .when(h.sinPlan())
      .sends(desasignarOrden({ ...turno, cambio: 1 }));
  });
  test('encargada sin respuesta, se dice con la respuesta: antes podría adelantarse al encargo', () => {
    givenSaga(cumplimiento, ...h.hastaPlanificando, corregida)
      .when(late)
      .sends(pedirPlan);
    givenSaga(cumplimiento, ...h.hastaPlanificando, corregida, OrdenReprogramada(OrdenReprogramada.example))
      .when(h.sinPlan())
      .sends(actualizarEncargo({ ordenId, clienteId, revision: 1, cambios: { ...cambios, ventana } }));
  });
  test.each([[h.hastaAsignada], [[...h.hastaPlanificando, h.sinPlan()]], [h.hastaEnRuta], [[...h.hastaEnRuta, late]]])(
    'después, se dice enseguida',
    (vida) => {
      givenSaga(cumplimiento, ...vida)
        .when(corregida)
        .sends(
          actualizarEncargo({ ordenId, clienteId, revision: 1, cambios }),
          acercarReserva({ ordenId, zona: nueva }),
        );
      givenSaga(cumplimiento, ...vida)
        .when(OrdenReprogramada(OrdenReprogramada.example))
        .sends(actualizarEncargo({ ordenId, clienteId, revision: 1, cambios: { ventana } }));
    },
  );
  test('encargada sin respuesta, las bodegas saben enseguida que va a otra parte', () =>
    givenSaga(cumplimiento, ...h.hastaPlanificando)
      .when(corregida)
      .sends(acercarReserva({ ordenId, zona: nueva })));
  test('lo que no cambia a dónde va no es cosa de las bodegas', () =>
    givenSaga(cumplimiento, ...h.hastaAsignada)
      .when(OrdenCorregida({ ordenId, clienteId, notas }))
      .sends(actualizarEncargo({ ordenId, clienteId, revision: 1, cambios: { notas } })));
  test('reservada en otra parte, lo saben la orden y los vehículos', () => {
    givenSaga(cumplimiento, ...h.hastaAsignada)
      .when(h.movida)
      .sends(reubicada, actualizarEncargo({ ordenId, clienteId, revision: 1, cambios: enOtraParte }));
    givenSaga(cumplimiento, ...h.hastaAsignada, h.movida)
      .when(h.movida)
      .sends(
        registrarReubicacion({ ...reubicada.data, reubicacion: 2 }),
        actualizarEncargo({ ordenId, clienteId, revision: 2, cambios: enOtraParte }),
      );
  });
  test('reservada en otra parte mientras se confirmaba, la orden lo sabe al confirmarse', () =>
    givenSaga(cumplimiento, h.creada, h.reservada, h.movida)
      .when(h.confirmada)
      .sends(reubicada, planificarEntrega({ ordenId, encargo: { ...encargo, ...enOtraParte } as never, intento: 1 })));

  describe('en lo que se pide', () => {
    const lineas = [{ sku, cantidad: 3 }];
    const pedido = CambioDeLineasPedido({ ordenId, lineas });
    const reserva = { bodegaId, partes: [{ bodegaId, sku, cantidad: 3 }], ...EJEMPLO.carga };
    const dicha = { ...reserva, reubicacion: 1 };
    const nombres = [{ sku, nombre: EJEMPLO.producto }];
    const otraReserva = ReservaMovida({ ordenId, ...reserva, nombres });
    test('se pregunta a las bodegas', () =>
      givenSaga(cumplimiento, ...h.hastaAsignada)
        .when(pedido)
        .sends(cambiarLineas({ ordenId, zona, lineas })));
    test('antes de confirmarse se pregunta después, para que no se adelante a la reserva', () =>
      givenSaga(cumplimiento, h.creada, pedido, h.reservada)
        .when(h.confirmada)
        .sends(pedirPlan, cambiarLineas({ ordenId, zona, lineas })));
    test('si hay, lo saben la orden y los vehículos', () =>
      givenSaga(cumplimiento, ...h.hastaAsignada, pedido)
        .when(otraReserva)
        .sends(
          registrarCambioDeLineas({ ordenId, lineas, nombres, reserva: dicha }),
          actualizarEncargo({ ordenId, clienteId, revision: 1, cambios: { ...reserva, lineas } }),
        ));
    test('una reserva que se mueve con las mismas líneas no es la respuesta', () =>
      givenSaga(cumplimiento, ...h.hastaAsignada, pedido)
        .when(h.movida)
        .sends(reubicada, actualizarEncargo({ ordenId, clienteId, revision: 1, cambios: enOtraParte })));
    test('si no hay, la orden lo sabe y queda como estaba', () => {
      const negacion = { codigo: 'INVENTARIO_INSUFICIENTE' as const, faltantes: [{ sku, cantidad: 1 }] };
      givenSaga(cumplimiento, ...h.hastaAsignada, pedido)
        .when(ReservaNoCambiada({ ordenId, ...negacion }))
        .sends(registrarCambioDeLineas({ ordenId, lineas, negacion }));
    });
    test.each([[h.hastaEnRuta], [[...h.hastaEnRuta, late]]])(
      'también en el camino: las bodegas saben si algo salió',
      (vida) => {
        const negacion = { codigo: 'MERCANCIA_FUERA' as const, faltantes: [] };
        givenSaga(cumplimiento, ...vida)
          .when(pedido)
          .sends(cambiarLineas({ ordenId, zona, lineas }));
        givenSaga(cumplimiento, ...vida, pedido)
          .when(ReservaNoCambiada({ ordenId, ...negacion }))
          .sends(registrarCambioDeLineas({ ordenId, lineas, negacion }));
      },
    );
    test('la salida no responde por las bodegas', () =>
      givenSaga(cumplimiento, ...h.hastaAsignada, pedido, h.salio())
        .when(otraReserva)
        .sends(
          registrarCambioDeLineas({ ordenId, lineas, nombres, reserva: dicha }),
          actualizarEncargo({ ordenId, clienteId, revision: 1, cambios: { ...reserva, lineas } }),
        ));
  });
});
