import { describe, expect, test } from 'vitest';
import { deshacerDespacho } from '#events/bodegas/deshacerDespacho.ts';
import { despacharReserva } from '#events/bodegas/despacharReserva.ts';
import { liberarReserva } from '#events/bodegas/liberarReserva.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { reservarInventario } from '#events/bodegas/reservarInventario.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { aplazarEntrega } from '#events/ordenes/aplazarEntrega.ts';
import { asignarOrden } from '#events/ordenes/asignarOrden.ts';
import { confirmarOrden } from '#events/ordenes/confirmarOrden.ts';
import { desasignarOrden } from '#events/ordenes/desasignarOrden.ts';
import { iniciarTransito } from '#events/ordenes/iniciarTransito.ts';
import { rechazarOrden } from '#events/ordenes/rechazarOrden.ts';
import { registrarEntrega } from '#events/ordenes/registrarEntrega.ts';
import { registrarIntentoFallido } from '#events/ordenes/registrarIntentoFallido.ts';
import { VIAJE } from '#events/ordenes/viaje.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { planificarEntrega } from '#events/vehiculos/planificarEntrega.ts';
import { retirarEntrega } from '#events/vehiculos/retirarEntrega.ts';
import { givenSaga, late } from '#shared/testing/givenSaga.ts';
import * as h from './ejemplos.ts';
import { cumplimiento } from './sagas/cumplimiento.ts';

const { ordenId, bodegaId, sku } = EJEMPLO;
const SUR = 'BOG-SUR';
const encargo = { ...planificarEntrega.example.encargo, notas: 'Timbrar dos veces' };
const pedirPlan = planificarEntrega({ ...planificarEntrega.example, encargo } as never);
/** The journey of the examples, as `EntregaEnRuta` tells it. */
const viaje = { ...VIAJE, salidas: [] };
const salida = { ...VIAJE, cargada: true };
const ausente = { motivo: 'ausente', final: false } as const;
const asignada2 = [...h.hastaEnRuta, h.fallida(), h.planificada(2)];

describe('una orden sin tropiezos', () => {
  test('creada, pide la reserva', () =>
    givenSaga(cumplimiento).when(h.creada).sends(reservarInventario(reservarInventario.example)));
  test('con la reserva, se confirma', () =>
    givenSaga(cumplimiento, h.creada).when(h.reservada).sends(confirmarOrden(confirmarOrden.example)));
  test('confirmada, se encarga la entrega con todo lo que un conductor debe saber', () =>
    givenSaga(cumplimiento, h.creada, h.reservada).when(h.confirmada).sends(pedirPlan));
  test('con lugar en un plan, la orden sabe qué vehículo y qué día', () =>
    givenSaga(cumplimiento, ...h.hastaPlanificando)
      .when(h.planificada())
      .sends(asignarOrden(asignarOrden.example)));
  test('cada cambio de plan es más nuevo que el anterior', () => {
    const otro = EntregaPlanificada({ ...EntregaPlanificada.example, vehiculoId: 'XYZ789', cambio: 7 });
    givenSaga(cumplimiento, ...h.hastaAsignada)
      .when(otro)
      .sends(asignarOrden({ ...asignarOrden.example, vehiculoId: 'XYZ789', cambio: 1 }));
  });
  test('al salir se despacha lo que se cargó', () =>
    givenSaga(cumplimiento, ...h.hastaAsignada)
      .when(h.salio())
      .sends(despacharReserva({ ordenId, bodegas: [bodegaId] }), iniciarTransito(iniciarTransito.example)));
  test('entregada, termina', () =>
    expect(
      givenSaga(cumplimiento, ...h.hastaEnRuta)
        .when(h.entregada())
        .sends(registrarEntrega(registrarEntrega.example)),
    ).toStrictEqual({ paso: 'terminada', fin: 'entregada', ordenId, salidas: [], enBodega: false }));
});

describe('una orden repartida en dos bodegas', () => {
  const partes = [
    { bodegaId, sku, cantidad: 1 },
    { bodegaId: SUR, sku, cantidad: 1 },
  ];
  const asignada = [h.creada, ReservaHecha({ ...ReservaHecha.example, partes }), h.confirmada, h.planificada()];
  const despacho = (...bodegas: string[]) => despacharReserva({ ordenId, bodegas });
  test('está en camino con lo que salió de la primera, y con lo demás no hay más que decir', () => {
    givenSaga(cumplimiento, ...asignada)
      .when(h.salio(1, [bodegaId], false))
      .sends(despacho(bodegaId), iniciarTransito({ ordenId, ...viaje }));
    givenSaga(cumplimiento, ...asignada, h.salio(1, [bodegaId], false))
      .when(h.recogida)
      .sends(despacho(SUR));
  });
  test('si el vehículo salió sin nada, está en camino desde la recogida', () => {
    givenSaga(cumplimiento, ...asignada)
      .when(h.salio(1, [], false))
      .sends();
    givenSaga(cumplimiento, ...asignada, h.salio(1, [], false))
      .when(h.recogida)
      .sends(despacho(SUR), iniciarTransito({ ordenId, ...viaje }));
  });
  test('antes de recogerla, en otro vehículo aún no va en camino: la orden sabe de cuál será, y sale con él', () => {
    const { a: vehiculoId, rutaId, eta = '' } = EntregaTransbordada.example;
    const conductorId = 'conductor-08';
    const transbordada = EntregaTransbordada({ ...EntregaTransbordada.example, conductorId });
    const sinNada = [...asignada, h.salio(1, [], false)];
    givenSaga(cumplimiento, ...sinNada)
      .when(transbordada)
      .sends(asignarOrden({ ...asignarOrden.example, vehiculoId, eta, cambio: 1 }));
    givenSaga(cumplimiento, ...sinNada, transbordada)
      .when(h.recogida)
      .sends(despacho(SUR), iniciarTransito({ ordenId, ...viaje, vehiculoId, rutaId, eta, cambio: 1, conductorId }));
  });
  test('si la ruta termina antes de la recogida, lo que salió está fuera', () =>
    givenSaga(cumplimiento, ...asignada, h.salio(1, [bodegaId], false))
      .when(h.noVisitada())
      .sends(aplazarEntrega({ ordenId, ...viaje, cargada: true }), planificarEntrega({ ordenId, intento: 1 })));
  test('si se retira antes de la recogida, lo que no salió queda libre y lo demás vuelve', () => {
    const motivo = 'La orden fue cancelada';
    const estado = givenSaga(cumplimiento, ...asignada, h.salio(1, [bodegaId], false), h.cancelada)
      .when(h.retirada(true))
      .sends(liberarReserva({ ordenId, motivo }));
    expect(estado).toMatchObject({ paso: 'regresando', fin: 'cancelada', salidas: [salida] });
  });
});

describe('sin mercancía', () => {
  const rechazo = (
    codigo: 'SKU_DESCONOCIDO' | 'CARGA_IMPOSIBLE' | 'FUERA_DE_COBERTURA' | 'INVENTARIO_INSUFICIENTE',
    faltantes: string[] = [sku],
    bodegas?: string[],
  ) =>
    ReservaRechazada({
      ordenId,
      codigo,
      faltantes: faltantes.map((uno) => ({ sku: uno, cantidad: 1 })),
      ...(bodegas && { bodegas }),
    });
  test.each([
    [rechazo('INVENTARIO_INSUFICIENTE'), 'Faltan en bodega: 1 de CAFE-500'],
    [
      rechazo('INVENTARIO_INSUFICIENTE', [sku], ['BOG-NORTE', 'BOG-SUR']),
      'Faltan en las 2 bodegas que llegan a ese destino: 1 de CAFE-500',
    ],
    [
      rechazo('INVENTARIO_INSUFICIENTE', [sku], ['B-1', 'B-2', 'B-3', 'B-4']),
      'Faltan en las 4 bodegas que llegan a ese destino: 1 de CAFE-500',
    ],
    [rechazo('SKU_DESCONOCIDO', ['A-1', 'B-2']), 'No se conoce el producto: A-1, B-2'],
    [rechazo('CARGA_IMPOSIBLE', []), 'Ningún vehículo puede llevar una carga así'],
    [rechazo('FUERA_DE_COBERTURA', []), 'Ninguna bodega atiende un lugar tan lejano'],
  ])(
    'la orden se rechaza, y el motivo dice por qué',
    (hecho, motivo) =>
      void givenSaga(cumplimiento, h.creada)
        .when(hecho)
        .sends(rechazarOrden({ ordenId, salidas: [], codigo: hecho.data.codigo, motivo })),
  );
  test('el motivo cabe en su campo', () => {
    const muchos = Array.from({ length: 50 }, (_, n) => `SKU-DE-PRUEBA-${100 + n}`);
    givenSaga(cumplimiento, h.creada)
      .when(rechazo('SKU_DESCONOCIDO', muchos))
      .sends(
        rechazarOrden({
          ...{ ordenId, salidas: [], codigo: 'SKU_DESCONOCIDO' },
          motivo: `No se conoce el producto: ${muchos.join(', ')}`.slice(0, 500),
        }),
      );
  });
  test.each([[[h.creada]], [[h.creada, h.reservada]]])(
    'sin respuesta a tiempo se deja libre lo que hubiera',
    (hechos) =>
      void givenSaga(cumplimiento, ...hechos)
        .when(late)
        .sends(
          liberarReserva({ ordenId, motivo: 'La reserva no se completó a tiempo' }),
          rechazarOrden({ ordenId, salidas: [], codigo: 'SIN_RESPUESTA', motivo: 'No se pudo reservar a tiempo' }),
        ),
  );
  test.each([[[h.creada]], [[h.creada, h.reservada]]])(
    'cancelada, la reserva queda libre',
    (hechos) =>
      void givenSaga(cumplimiento, ...hechos)
        .when(h.cancelada)
        .sends(liberarReserva({ ordenId, motivo: 'La orden fue cancelada' })),
  );
  test.each([[[h.creada]], [[h.creada, h.reservada]]])('abandonada, se rechaza por decisión del operador', (hechos) => {
    const { motivo } = h.abandonada.data;
    givenSaga(cumplimiento, ...hechos)
      .when(h.abandonada)
      .sends(
        liberarReserva({ ordenId, motivo }),
        rechazarOrden({ ordenId, salidas: [], codigo: 'DECISION_DEL_OPERADOR', motivo }),
      );
  });
  test('perdida antes de confirmarse, se rechaza', () =>
    givenSaga(cumplimiento, h.creada, h.reservada)
      .when(h.perdida)
      .sends(
        rechazarOrden({
          ...{ ordenId, salidas: [], codigo: 'INVENTARIO_INSUFICIENTE' },
          motivo: 'Faltan en la bodega que llega a ese destino: 1 de Café de origen, 500 g',
        }),
      ));
});

describe('sin lugar en ningún plan', () => {
  test('espera, y nada la da por perdida', () => {
    const estado = givenSaga(cumplimiento, ...h.hastaPlanificando)
      .when(h.sinPlan())
      .sends();
    expect(estado.paso).toBe('enEspera');
    expect(cumplimiento.states.enEspera).toMatchObject({ waitsForPeople: true, within: undefined });
  });
  test('otro motivo no cambia nada', () =>
    givenSaga(cumplimiento, ...h.hastaPlanificando, h.sinPlan())
      .when(h.sinPlan())
      .ignores());
  test('hallado el lugar, la orden lo sabe', () =>
    givenSaga(cumplimiento, ...h.hastaPlanificando, h.sinPlan())
      .when(h.planificada())
      .sends(asignarOrden(asignarOrden.example)));
  test('sacada de su plan, vuelve a esperar, y la orden lo sabe', () => {
    const espera = givenSaga(cumplimiento, ...h.hastaAsignada)
      .when(h.sinPlan())
      .sends(desasignarOrden({ ordenId, salidas: [], intento: 1, cambio: 1 }));
    expect(espera.paso).toBe('enEspera');
    givenSaga(cumplimiento, ...asignada2)
      .when(h.sinPlan(2))
      .sends(desasignarOrden({ ordenId, salidas: [{ ...salida, fallo: ausente }], intento: 2, cambio: 1 }));
  });
  test('el lugar que halla después es más nuevo que haberlo perdido', () =>
    givenSaga(cumplimiento, ...h.hastaAsignada, h.sinPlan())
      .when(h.planificada())
      .sends(asignarOrden({ ...asignarOrden.example, cambio: 2 })));
  test('si los vehículos callan, se les pregunta otra vez, con el encargo si es la primera', () => {
    givenSaga(cumplimiento, ...h.hastaPlanificando)
      .when(late)
      .sends(pedirPlan);
    givenSaga(cumplimiento, ...h.hastaEnRuta, h.fallida())
      .when(late)
      .sends(planificarEntrega({ ordenId, intento: 2 }));
  });
});

describe('en el camino', () => {
  test('deshecha la salida, la mercancía vuelve a su bodega y la orden a su plan', () =>
    givenSaga(cumplimiento, ...h.hastaEnRuta)
      .when(h.deshecha())
      .sends(deshacerDespacho({ ordenId }), asignarOrden({ ...asignarOrden.example, cambio: 1 })));
  test('deshecha la salida de un intento que ya traía la mercancía, esta sigue en el vehículo', () =>
    givenSaga(cumplimiento, ...asignada2, h.salio(2, []))
      .when(h.deshecha(2))
      .sends(
        asignarOrden({ ...asignarOrden.example, salidas: [{ ...salida, fallo: ausente }], intento: 2, cambio: 1 }),
      ));
  test('en otro vehículo, con otro conductor, es el mismo intento', () => {
    const { a: vehiculoId, rutaId, eta = '' } = EntregaTransbordada.example;
    const conductorId = 'conductor-08';
    givenSaga(cumplimiento, ...h.hastaEnRuta)
      .when(EntregaTransbordada({ ...EntregaTransbordada.example, conductorId }))
      .sends(iniciarTransito({ ordenId, ...viaje, vehiculoId, rutaId, eta, cambio: 1, conductorId }));
  });
  test('tras un día sin noticia se avisa a personas, y la orden sigue', () => {
    expect(
      givenSaga(cumplimiento, ...h.hastaEnRuta)
        .when(late)
        .sends().paso,
    ).toBe('sinNoticia');
    givenSaga(cumplimiento, ...h.hastaEnRuta, late)
      .when(h.entregada())
      .sends(registrarEntrega(registrarEntrega.example));
  });
  test('cualquier noticia del camino la pone otra vez en ruta', () =>
    expect(
      givenSaga(cumplimiento, ...h.hastaEnRuta, late)
        .when(h.recogida)
        .sends(despacharReserva({ ordenId, bodegas: [SUR] })).paso,
    ).toBe('enRuta'));
});

describe('una entrega que no se hizo', () => {
  test('otra vez en la misma ruta, la orden lo sabe por la salida: una hora, dicha una vez', () => {
    const enRuta = EntregaPlanificada({ ...EntregaPlanificada.example, intento: 2, enRuta: VIAJE.rutaId });
    const salidas = [{ ...salida, fallo: ausente }];
    givenSaga(cumplimiento, ...h.hastaEnRuta, h.fallida())
      .when(enRuta)
      .sends();
    givenSaga(cumplimiento, ...h.hastaEnRuta, h.fallida(), enRuta)
      .when(h.salio(2, []))
      .sends(iniciarTransito({ ...viaje, ordenId, intento: 2, salidas }));
  });
  test('el fallo se dice, y se pide lugar para el intento siguiente', () =>
    givenSaga(cumplimiento, ...h.hastaEnRuta)
      .when(h.fallida())
      .sends(registrarIntentoFallido({ ordenId, ...viaje, ...ausente }), planificarEntrega({ ordenId, intento: 2 })));
  test('cada aviso lleva los viajes anteriores', () =>
    givenSaga(cumplimiento, ...h.hastaEnRuta, h.fallida())
      .when(h.planificada(2))
      .sends(asignarOrden({ ...asignarOrden.example, salidas: [{ ...salida, fallo: ausente }], intento: 2 })));
  test('no visitada no cuesta intento', () =>
    givenSaga(cumplimiento, ...h.hastaEnRuta)
      .when(h.noVisitada())
      .sends(aplazarEntrega({ ordenId, ...viaje, cargada: true }), planificarEntrega({ ordenId, intento: 1 })));
  test.each([
    [
      'rechazada por quien debía recibir',
      h.hastaEnRuta,
      h.fallida(1, 'rechazada'),
      'Quien debía recibir no quiso la mercancía',
    ],
    ['dañada en el camino', h.hastaEnRuta, h.fallida(1, 'danada'), 'La mercancía se dañó en el camino'],
    [
      'al tercer intento',
      [...asignada2, h.salio(2, []), h.fallida(2), h.planificada(3), h.salio(3, [])],
      h.fallida(3),
      'No había quién recibiera',
    ],
  ] as const)('%s, nadie lo intenta más', (_, vida, hecho, motivo) => {
    const { intento, motivo: codigo } = hecho.data;
    const salidas = [1, 2].slice(0, intento - 1).map((n) => ({ ...salida, intento: n, fallo: ausente }));
    const final = { motivo: codigo, final: true };
    const estado = givenSaga(cumplimiento, ...vida)
      .when(hecho)
      .sends(
        registrarIntentoFallido({ ordenId, ...VIAJE, intento, salidas, ...final }),
        retirarEntrega({ ordenId, motivo }),
      );
    expect(estado).toMatchObject({ paso: 'retirando', causa: { tipo: 'devolucion', motivo } });
  });
});
