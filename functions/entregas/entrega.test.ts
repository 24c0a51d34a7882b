import { describe, expect, test } from 'vitest';
import { despacharReserva } from '#events/bodegas/despacharReserva.ts';
import { liberarReserva } from '#events/bodegas/liberarReserva.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { recibirDevolucion } from '#events/bodegas/recibirDevolucion.ts';
import { reservarInventario } from '#events/bodegas/reservarInventario.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { asignarOrden } from '#events/ordenes/asignarOrden.ts';
import { confirmarOrden } from '#events/ordenes/confirmarOrden.ts';
import { iniciarTransito } from '#events/ordenes/iniciarTransito.ts';
import { rechazarOrden } from '#events/ordenes/rechazarOrden.ts';
import { registrarDevolucion } from '#events/ordenes/registrarDevolucion.ts';
import { registrarEntrega } from '#events/ordenes/registrarEntrega.ts';
import { registrarIntentoFallido } from '#events/ordenes/registrarIntentoFallido.ts';
import { AsignacionRechazada } from '#events/vehiculos/AsignacionRechazada.ts';
import { asignarEntrega } from '#events/vehiculos/asignarEntrega.ts';
import { retirarEntrega } from '#events/vehiculos/retirarEntrega.ts';
import type { Fact } from '#shared/model/event.ts';
import { deadline } from '#shared/model/saga.ts';
import { NOW } from '#shared/testing/given.ts';
import { due, givenSaga, stateOfSaga } from '#shared/testing/givenSaga.ts';
import * as h from './ejemplos.ts';
import { despuesDe } from './entrega.ts';
import { BUSQUEDAS, pausaTras } from './plazos.ts';
import { entrega } from './sagas/entrega.ts';

const { ordenId, vehiculoId, rutaId } = EJEMPLO;
const MINUTO = 60;
const HORA = 3600;
const en = (segundos: number) => despuesDe(NOW, segundos);
const { pesoKg, volumenM3 } = EJEMPLO.carga;
const asignarIntento = (intento: number) =>
  asignarEntrega({ ...asignarEntrega.example, ventana: EJEMPLO.ventana, pesoKg, volumenM3, intento });
/** The window of the examples ends five hours from now, and the route may start two hours later. */
const ruta = 7 * HORA;
const retirar = (motivo: string, intento = 1) => retirarEntrega({ ordenId, motivo, intento });
const insistir = deadline('insistencia', HORA);
const CANCELADA = 'La orden fue cancelada';
const viaje = { ordenId, vehiculoId, rutaId, cambio: 0 };

describe('una entrega sin tropiezos', () => {
  test('la orden creada pide la reserva', () =>
    givenSaga(entrega)
      .when(h.creada)
      .sends(reservarInventario(reservarInventario.example), deadline('reserva', 15 * MINUTO)));
  test('la reserva confirma la orden', () =>
    givenSaga(entrega, h.creada).when(h.reservada).sends(confirmarOrden(confirmarOrden.example)));
  test('la orden confirmada busca vehículo', () =>
    givenSaga(entrega, h.creada, h.reservada)
      .when(h.confirmada)
      .sends(asignarIntento(1), deadline('asignacion', 10 * MINUTO)));
  test('el vehículo hallado se dice a la orden', () =>
    givenSaga(entrega, h.creada, h.reservada, h.confirmada)
      .when(h.hallado())
      .sends(asignarOrden(asignarOrden.example), deadline('ruta', ruta)));
  test('otro vehículo mejor también', () =>
    givenSaga(entrega, ...h.hastaAsignada)
      .when(h.cambiado(1))
      .sends(asignarOrden({ ...asignarOrden.example, vehiculoId: 'XYZ789', cambio: 1 })));
  test.each([1, 2])(
    'un cambio anterior que llega tarde no cuenta, ni el mismo otra vez',
    (cambio) =>
      void givenSaga(entrega, ...h.hastaAsignada, h.cambiado(2))
        .when(h.cambiado(cambio))
        .ignores(),
  );
  test('la salida despacha la mercancía', () =>
    givenSaga(entrega, ...h.hastaAsignada)
      .when(h.salio())
      .sends(despacharReserva({ ordenId }), iniciarTransito(iniciarTransito.example), deadline('entrega', 24 * HORA)));
  test('la entrega se registra con el cambio de vehículo en que viajaba', () =>
    givenSaga(entrega, ...h.hastaAsignada, h.cambiado(2), h.salio())
      .when(h.entregada())
      .sends(registrarEntrega({ ...registrarEntrega.example, cambio: 2 })));
  test('la entrega confirmada termina', () => {
    const fin = givenSaga(entrega, ...h.hastaEnRuta)
      .when(h.entregada())
      .sends(registrarEntrega(registrarEntrega.example));
    expect(fin).toStrictEqual({ paso: 'terminada', fin: 'entregada' });
  });
});

describe('sin mercancía', () => {
  test('la orden se rechaza, y el motivo dice qué falta', () =>
    givenSaga(entrega, h.creada)
      .when(h.sinReserva)
      .sends(rechazarOrden({ ordenId, codigo: 'INVENTARIO_INSUFICIENTE', motivo: 'Faltan en bodega: 1 de CAFE-500' })));
  test('el motivo nombra todo lo que no se conoce, y cabe en su campo', () => {
    const rechazo = (faltantes: { sku: string; cantidad: number }[]) =>
      ReservaRechazada({ ...ReservaRechazada.example, codigo: 'SKU_DESCONOCIDO', faltantes });
    const dice = (hecho: Fact, motivo: string) =>
      givenSaga(entrega, h.creada)
        .when(hecho)
        .sends(rechazarOrden({ ordenId, codigo: 'SKU_DESCONOCIDO', motivo }));
    dice(rechazo(['A-1', 'B-2'].map((sku) => ({ sku, cantidad: 1 }))), 'No se conoce el producto: A-1, B-2');
    const muchos = Array.from({ length: 100 }, (_, n) => ({ sku: `SKU-${100 + n}`, cantidad: 1 }));
    dice(rechazo(muchos), `No se conoce el producto: ${muchos.map(({ sku }) => sku).join(', ')}`.slice(0, 500));
  });
  test.each([[[h.creada]], [[h.creada, h.reservada]]])(
    'sin respuesta a tiempo se deja libre lo que hubiera',
    (hechos) =>
      void givenSaga(entrega, ...hechos)
        .when(due('reserva', en(15 * MINUTO)))
        .sends(
          liberarReserva({ ordenId, motivo: 'La reserva no se completó a tiempo' }),
          rechazarOrden({ ordenId, codigo: 'SIN_RESPUESTA', motivo: 'No se pudo reservar a tiempo' }),
        ),
  );
  test('el plazo de la reserva no dice nada después', () =>
    givenSaga(entrega, ...h.hastaAsignada)
      .when(due('reserva', en(15 * MINUTO)))
      .ignores());
});

describe('sin vehículo', () => {
  const buscando = [h.creada, h.reservada, h.confirmada];
  test('se espera un rato', () =>
    givenSaga(entrega, ...buscando)
      .when(h.noHallado())
      .sends(deadline('reintento', 5 * MINUTO)));
  test('el silencio vale por un no', () =>
    givenSaga(entrega, ...buscando)
      .when(due('asignacion', en(10 * MINUTO)))
      .sends(deadline('reintento', 5 * MINUTO)));
  test('y se busca otra vez', () =>
    givenSaga(entrega, ...buscando, h.noHallado())
      .when(due('reintento', en(5 * MINUTO)))
      .sends(asignarIntento(1), deadline('asignacion', 10 * MINUTO)));
  test('el plazo de la búsqueda anterior no vale para la siguiente', () =>
    givenSaga(entrega, ...buscando, h.noHallado(), due('reintento', en(5 * MINUTO)))
      .when(due('asignacion', en(10 * MINUTO)))
      .ignores());
  test('un plazo vale desde medio minuto antes, que es lo que difieren dos relojes', () => {
    const antes = (segundos: number) =>
      givenSaga(entrega, ...buscando).when(due('asignacion', en(10 * MINUTO - segundos)));
    antes(30).sends(deadline('reintento', 5 * MINUTO));
    antes(31).ignores();
  });
  test('cada pausa es más larga que la anterior', () =>
    expect([1, 2, 11].map(pausaTras)).toEqual([5 * MINUTO, 10 * MINUTO, 55 * MINUTO]));
  test('una respuesta tardía sirve', () =>
    givenSaga(entrega, ...buscando, due('asignacion', en(10 * MINUTO)))
      .when(h.hallado())
      .sends(asignarOrden(asignarOrden.example), deadline('ruta', ruta)));
  test('cuando pasa la ventana se renuncia', () =>
    givenSaga(entrega, ...buscando)
      .when(h.noHallado(), '2030-01-15T16:58:00.000Z')
      .sends(retirar('Ningún vehículo tiene cupo'), insistir));
  test('si ninguno llega en la ventana, eso dice el motivo', () =>
    givenSaga(entrega, ...buscando)
      .when(
        AsignacionRechazada({ ...AsignacionRechazada.example, codigo: 'VENTANA_IMPOSIBLE' }),
        '2030-01-15T16:58:00.000Z',
      )
      .sends(retirar('Ningún vehículo llega en la ventana pedida'), insistir));
  test('tras doce búsquedas se renuncia, y se rechaza la orden cuando los vehículos la sueltan', () => {
    const creada = { ...h.creada, data: { ...h.creada.data, ventana: undefined } };
    const hechos = [creada, h.reservada, h.confirmada];
    let ahora = 0;
    for (let busqueda = 1; busqueda < BUSQUEDAS; busqueda++) {
      ahora += 10 * MINUTO;
      hechos.push(due('asignacion', en(ahora)) as never);
      ahora += pausaTras(busqueda);
      hechos.push(due('reintento', en(ahora)) as never);
    }
    const motivo = 'Ningún vehículo tiene cupo';
    givenSaga(entrega, ...hechos)
      .when(h.noHallado(), en(ahora))
      .sends(retirar(motivo), insistir);
    const fin = givenSaga(entrega, ...hechos, h.noHallado())
      .when(h.retirada(false))
      .sends(liberarReserva({ ordenId, motivo }), rechazarOrden({ ordenId, codigo: 'SIN_VEHICULO', motivo }));
    expect(fin).toStrictEqual({ paso: 'terminada', fin: 'rechazada' });
  });
});

describe('intentos fallidos', () => {
  const aviso = (intento: number, final: boolean) =>
    registrarIntentoFallido({ ...viaje, intento, motivo: 'No había quién recibiera', final });
  test('el primero se dice a la orden', () =>
    givenSaga(entrega, ...h.hastaEnRuta)
      .when(h.fallo())
      .sends(aviso(1, false), insistir));
  test('con el cambio de vehículo en que viajaba', () =>
    givenSaga(entrega, ...h.hastaAsignada, h.cambiado(2), h.salio())
      .when(h.fallo())
      .sends(registrarIntentoFallido({ ...aviso(1, false).data, cambio: 2 }), insistir));
  test('y cuando ella lo sabe se busca otra vez', () =>
    givenSaga(entrega, ...h.hastaEnRuta, h.fallo())
      .when(h.falloSabido())
      .sends(asignarIntento(2), deadline('asignacion', 10 * MINUTO)));
  test('la mercancía no se despacha otra vez', () =>
    givenSaga(entrega, ...h.hastaEnRuta, h.fallo(), h.falloSabido(), h.hallado(2))
      .when(h.salio(2))
      .sends(iniciarTransito({ ...viaje, intento: 2 }), deadline('entrega', 24 * HORA)));
  const tercero = [...h.hastaEnRuta, h.fallo(), h.falloSabido(), ...h.intentoFallido(2), h.hallado(3), h.salio(3)];
  test('el tercero la devuelve', () =>
    givenSaga(entrega, ...tercero)
      .when(h.fallo(3))
      .sends(aviso(3, true), recibirDevolucion({ ordenId, motivo: 'No había quién recibiera' }), insistir));
  test('y la orden termina devuelta cuando la bodega la recibe', () => {
    const fin = givenSaga(entrega, ...tercero, h.fallo(3))
      .when(h.devuelta)
      .sends(registrarDevolucion({ ordenId, motivo: 'No había quién recibiera' }));
    expect(fin).toStrictEqual({ paso: 'terminada', fin: 'devuelta' });
  });
  test('lo que un intento anterior dice tarde no cuenta', () =>
    givenSaga(entrega, ...h.hastaEnRuta, h.fallo(), h.falloSabido())
      .when(h.entregada(1))
      .ignores());
});

describe('cancelar', () => {
  test.each([[[h.creada]], [[h.creada, h.reservada]]])(
    'antes de buscar vehículo solo libera',
    (hechos) =>
      void givenSaga(entrega, ...hechos)
        .when(h.cancelada)
        .sends(liberarReserva({ ordenId, motivo: CANCELADA })),
  );
  test.each([
    [[h.creada, h.reservada, h.confirmada]],
    [[h.creada, h.reservada, h.confirmada, h.noHallado()]],
    [h.hastaAsignada],
    [h.hastaEnRuta],
  ])(
    'después la retira primero de los vehículos',
    (hechos) =>
      void givenSaga(entrega, ...hechos)
        .when(h.cancelada)
        .sends(retirar(CANCELADA), insistir),
  );
  test('retirada a tiempo se libera', () => {
    const fin = givenSaga(entrega, ...h.hastaAsignada, h.cancelada)
      .when(h.retirada(false))
      .sends(liberarReserva({ ordenId, motivo: CANCELADA }));
    expect(fin).toStrictEqual({ paso: 'terminada', fin: 'cancelada' });
  });
  test('retirada en la calle vuelve', () =>
    givenSaga(entrega, ...h.hastaAsignada, h.cancelada)
      .when(h.retirada(true))
      .sends(recibirDevolucion({ ordenId, motivo: CANCELADA }), insistir));
  test('y termina cancelada, sin más que decir a la orden', () => {
    const fin = givenSaga(entrega, ...h.hastaAsignada, h.cancelada, h.retirada(true))
      .when(h.devuelta)
      .sends();
    expect(fin).toStrictEqual({ paso: 'terminada', fin: 'cancelada' });
  });
  test('salió mientras se retiraba, y vuelve', () => {
    givenSaga(entrega, ...h.hastaAsignada, h.cancelada)
      .when(h.salio())
      .sends(despacharReserva({ ordenId }));
    givenSaga(entrega, ...h.hastaAsignada, h.cancelada, h.salio())
      .when(h.retirada(false))
      .sends(recibirDevolucion({ ordenId, motivo: CANCELADA }), insistir);
  });
  test.each([
    ['cuando ya se retiraba por otra causa', [due('ruta', en(ruta)), h.cancelada, h.retirada(true)]],
    ['cuando ya volvía por otra causa', [due('ruta', en(ruta)), h.retirada(true), h.cancelada]],
  ])('%s termina cancelada', (_, hechos) => {
    const fin = givenSaga(entrega, ...h.hastaAsignada, ...hechos)
      .when(h.devuelta)
      .sends();
    expect(fin).toStrictEqual({ paso: 'terminada', fin: 'cancelada' });
  });
  test('se entregó mientras se retiraba', () => {
    const fin = givenSaga(entrega, ...h.hastaAsignada, h.cancelada)
      .when(h.entregada())
      .sends(despacharReserva({ ordenId }), registrarEntrega(registrarEntrega.example));
    expect(fin).toStrictEqual({ paso: 'terminada', fin: 'entregada' });
  });
  test('falló mientras se retiraba', () => {
    const volviendo = givenSaga(entrega, ...h.hastaEnRuta, h.cancelada)
      .when(h.fallo())
      .sends(
        registrarIntentoFallido({ ...viaje, intento: 1, motivo: 'No había quién recibiera', final: true }),
        recibirDevolucion({ ordenId, motivo: 'No había quién recibiera' }),
        insistir,
      );
    expect(volviendo).toMatchObject({ paso: 'devolviendo', fin: 'cancelada' });
    const sinNoticia = [due('entrega', en(24 * HORA)), due('entrega', en(48 * HORA))];
    expect(stateOfSaga(entrega, [...h.hastaEnRuta, ...sinNoticia, h.fallo()])).toMatchObject({ fin: 'devuelta' });
  });
  test('mientras se cuenta un fallo, la mercancía vuelve', () =>
    givenSaga(entrega, ...h.hastaEnRuta, h.fallo())
      .when(h.cancelada)
      .sends(recibirDevolucion({ ordenId, motivo: CANCELADA }), insistir));
});

describe('plazos de la calle', () => {
  test('la ruta que no sale se retira', () =>
    givenSaga(entrega, ...h.hastaAsignada)
      .when(due('ruta', en(ruta)))
      .sends(retirar('La ruta no salió a tiempo'), insistir));
  test('sin noticia de la entrega se espera otro día', () =>
    givenSaga(entrega, ...h.hastaEnRuta)
      .when(due('entrega', en(24 * HORA)))
      .sends(deadline('entrega', 24 * HORA)));
  test('y luego se hace volver', () =>
    givenSaga(entrega, ...h.hastaEnRuta, due('entrega', en(24 * HORA)))
      .when(due('entrega', en(48 * HORA)))
      .sends(retirar('No hubo noticia de la entrega'), insistir));
  test('lo que no se contesta se pide otra vez, tres veces', () => {
    const una = [...h.hastaAsignada, h.cancelada, due('insistencia', en(HORA))];
    givenSaga(entrega, ...h.hastaAsignada, h.cancelada)
      .when(due('insistencia', en(HORA)))
      .sends(retirar(CANCELADA), insistir);
    const tres = [...una, due('insistencia', en(2 * HORA)), due('insistencia', en(3 * HORA))];
    givenSaga(entrega, ...tres)
      .when(due('insistencia', en(4 * HORA)))
      .ignores();
    expect(stateOfSaga(entrega, tres)).toMatchObject({ paso: 'retirando', insistencias: 3 });
  });
  test('también el fallo que la orden no confirma', () => {
    const fallando = [...h.hastaEnRuta, h.fallo()];
    const fin = givenSaga(entrega, ...fallando)
      .when(due('insistencia', en(HORA)))
      .sends(
        registrarIntentoFallido({ ...viaje, intento: 1, motivo: 'No había quién recibiera', final: false }),
        insistir,
      );
    const antes = stateOfSaga(entrega, fallando);
    expect(fin).toStrictEqual({ ...antes, insistencias: 1, vence: en(2 * HORA) });
  });
  test('y la devolución que la bodega no recibe', () => {
    const devolviendo = [...h.hastaAsignada, h.cancelada, h.retirada(true)];
    const fin = givenSaga(entrega, ...devolviendo)
      .when(due('insistencia', en(HORA)))
      .sends(recibirDevolucion({ ordenId, motivo: CANCELADA }), insistir);
    const antes = stateOfSaga(entrega, devolviendo);
    expect(fin).toStrictEqual({ ...antes, insistencias: 1, vence: en(2 * HORA) });
  });
});
