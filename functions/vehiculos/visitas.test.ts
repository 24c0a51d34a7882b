import { describe, expect, test } from 'vitest';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaDescargada } from '#events/vehiculos/EntregaDescargada.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { claveNueva, referenciaA } from '#events/vehiculos/evidencia.ts';
import { ParadaAgregada } from '#events/vehiculos/ParadaAgregada.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { RecogidaHecha } from '#events/vehiculos/RecogidaHecha.ts';
import { COMMAND_ID, contextOf, NOW } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { confirmarRecogida } from './commands/confirmarRecogida.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { entrega } from './entrega.ts';
import {
  CONDUCTOR,
  conMas,
  conOtroPlan,
  conPlan,
  HOY,
  LINEAS,
  NORTE,
  OTRA,
  OTRO_CONDUCTOR,
  ordenN,
  paradaDe,
  SUR,
  tras,
  VAN,
  ZONA_SUR,
} from './testing/ejemplos.ts';
import { vehiculo } from './vehiculo.ts';

const [UNA, DOS] = [ordenN(1), ordenN(2)];
const esta = { vehiculoId: VAN };
const rutaId = COMMAND_ID;
const van = `vehiculo#${VAN}`;
const deUna = `entrega#${UNA}`;
const dosParadas = conPlan([paradaDe(UNA), paradaDe(DOS)]);
const enRuta = tras(dosParadas, [iniciarRuta, esta]);
const porRecoger = conPlan([
  paradaDe(UNA, { recogidas: [{ bodegaId: SUR, zona: ZONA_SUR }] }),
  paradaDe(DOS, { recogidas: [{ bodegaId: SUR, zona: ZONA_SUR }] }),
  paradaDe(ordenN(3)),
]);
const sinRecoger = tras(porRecoger, [iniciarRuta, esta]);

const prueba = {
  ...esta,
  ordenId: UNA,
  recibidoPor: confirmarEntrega.accepts.shape.recibidoPor.parse('Ana Rojas'),
  evidencia: 'foto:1',
};
const { clienteId, conductorId } = EJEMPLO;
const hecho = { ...prueba, clienteId, rutaId, conductorId, entregadaEn: NOW, intento: 1, lineas: LINEAS };
const entregada = EntregaConfirmada({ ...hecho, completa: true, tardia: false });
const tardia = EntregaConfirmada({ ...hecho, completa: true, tardia: true });
const cerrada = (fin: 'entregada' | 'fallida' | 'retirada', ordenId = UNA) =>
  ParadaCerrada({ ...esta, rutaId, ordenId, fin });
const fallo = { ...esta, ordenId: UNA, motivo: 'ausente' as const };
const fallida = tras(enRuta, [reportarEntregaFallida, fallo]);
const retirada = conMas(enRuta, {
  [deUna]: [EntregaRetirada({ ...esta, ordenId: UNA, motivo: 'La orden fue cancelada', aBordo: true, intento: 1 })],
  [van]: [cerrada('retirada')],
});

describe('recoger en otra bodega', () => {
  const recogida = { ...esta, bodegaId: SUR };
  const confirmada = { ...recogida, rutaId, cargada: true };

  test('carga lo que esa bodega da a cada orden de la ruta', () =>
    givenStreams(sinRecoger)
      .when(confirmarRecogida, recogida, CONDUCTOR)
      .yields({
        [van]: [RecogidaHecha({ ...recogida, rutaId, ordenes: [UNA, DOS] })],
        [deUna]: [RecogidaConfirmada({ ...confirmada, ordenId: UNA })],
        [`entrega#${DOS}`]: [RecogidaConfirmada({ ...confirmada, ordenId: DOS })],
      }));
  test('no está todo a bordo mientras falte otra bodega', () => {
    const lejana = 'BOG-OESTE';
    const recogidas = [SUR, lejana].map((donde) => ({ bodegaId: donde, zona: ZONA_SUR }));
    const store = new MemoryStore(tras(conPlan([paradaDe(UNA, { recogidas })]), [iniciarRuta, esta]));
    const cargada = (donde: string) => ({ [deUna]: [{ data: { bodegaId: donde, cargada: donde === lejana } }] });
    expect(store.run(confirmarRecogida, recogida)).toMatchObject(cargada(SUR));
    expect(store.run(confirmarRecogida, { ...recogida, bodegaId: lejana })).toMatchObject(cargada(lejana));
  });
  test('no lo de una orden cuya entrega fue retirada', () => {
    const sinUna = conMas(sinRecoger, { [van]: [cerrada('retirada')] });
    expect(tras(sinUna, [confirmarRecogida, recogida])[deUna]).toStrictEqual(sinUna[deUna]);
  });
  test('lo que la bodega ya no le da a una orden no se recoge', () => {
    const liberada = ReservaLiberada({ ...ReservaLiberada.example, ordenId: UNA });
    givenStreams({ ...sinRecoger, [`reserva#${UNA}`]: [liberada] })
      .when(confirmarRecogida, recogida)
      .rejects('RESERVA_EN_CAMBIO');
  });
  test('donde ya se recogió, o no hay nada, no queda nada', () => {
    givenStreams(tras(sinRecoger, [confirmarRecogida, recogida]))
      .when(confirmarRecogida, recogida)
      .rejects('RECOGIDA_NO_PENDIENTE');
    givenStreams(enRuta).when(confirmarRecogida, recogida).rejects('RECOGIDA_NO_PENDIENTE');
  });
  test('antes de salir', () => givenStreams(porRecoger).when(confirmarRecogida, recogida).rejects('RUTA_NO_INICIADA'));
  test('un vehículo que no existe', () =>
    givenStreams({}).when(confirmarRecogida, recogida).rejects('VEHICULO_NO_EXISTE'));
  test('la de otro conductor', () =>
    givenStreams(sinRecoger).when(confirmarRecogida, recogida, OTRO_CONDUCTOR).rejects('CONDUCTOR_AJENO'));
});

describe('confirmar una entrega', () => {
  test('con quién recibió y la prueba, a la hora del comando si no se dice otra', () =>
    givenStreams(enRuta)
      .when(confirmarEntrega, prueba, CONDUCTOR)
      .yields({ [deUna]: [entregada], [van]: [cerrada('entregada')] }));
  test('no lee más que la entrega y el vehículo', () => {
    const e = new MemoryStore(enRuta).stateOf(entrega, UNA);
    const lee = confirmarEntrega.streams(prueba, e, { ...contextOf(), directories: {} });
    expect(lee).toStrictEqual({ vehiculo: [VAN], plan: [] });
    expect(confirmarEntrega.more).toBeUndefined();
  });
  test('con la prueba que se subió para esta orden, y no con la de otra', () => {
    const subida = (ordenId: string) => referenciaA(claveNueva({ clienteId, ordenId }, UNA, 'image/jpeg'));
    const suya = { ...prueba, evidencia: subida(UNA) };
    expect(() => tras(enRuta, [confirmarEntrega, suya])).not.toThrow();
    givenStreams(enRuta)
      .when(confirmarEntrega, { ...prueba, evidencia: subida(DOS) })
      .rejects('EVIDENCIA_AJENA');
  });
  test('a la hora que dice el conductor, desde que salió', () => {
    const entregadaEn = '2030-01-15T07:58:00-05:00';
    givenStreams(enRuta)
      .when(confirmarEntrega, { ...prueba, entregadaEn }, { now: '2030-01-15T13:00:00.000Z' })
      .yields({ [deUna]: [EntregaConfirmada({ ...entregada.data, entregadaEn })], [van]: [cerrada('entregada')] });
  });
  test.each([
    ['antes de salir', '2030-01-15T11:59:59Z'],
    ['lejos en el futuro', '2030-01-15T12:05:01Z'],
  ])('no %s', (_, entregadaEn) =>
    givenStreams(enRuta)
      .when(confirmarEntrega, { ...prueba, entregadaEn })
      .rejects('HORA_IMPOSIBLE'),
  );
  test('una hora futura es un reloj adelantado', () =>
    givenStreams(enRuta)
      .when(confirmarEntrega, { ...prueba, entregadaEn: '2030-01-15T12:05:00Z' })
      .yields({ [deUna]: [entregada], [van]: [cerrada('entregada')] }));
  test('en parte: lo demás sigue a bordo', () => {
    const lineas = [{ sku: 'CAFE-500', cantidad: 2 }];
    const enParte = EntregaConfirmada({ ...hecho, lineas, completa: false, tardia: false });
    givenStreams(enRuta)
      .when(confirmarEntrega, { ...prueba, lineas })
      .yields({
        [deUna]: [enParte],
        [van]: [ParadaCerrada({ ...esta, rutaId, ordenId: UNA, fin: 'parcial', queda: 0.6 })],
      });
    const store = new MemoryStore(tras(enRuta, [confirmarEntrega, { ...prueba, lineas }]));
    expect(store.stateOf(entrega, UNA)).toMatchObject({ estado: 'entregada', lugar: 'vehiculo', en: VAN });
  });
  test('con todas las líneas es completa, y la mercancía es de quien la recibió', () => {
    const store = new MemoryStore(tras(enRuta, [confirmarEntrega, { ...prueba, lineas: [...LINEAS].reverse() }]));
    expect(store.facts(deUna).at(-1)?.data).toMatchObject({ completa: true });
    expect(store.stateOf(entrega, UNA)).toMatchObject({ lugar: 'persona', cargadas: [] });
  });
  test.each([[[{ sku: 'CAFE-500', cantidad: 4 }]], [[{ sku: 'TE-100', cantidad: 1 }]]])(
    'no más de lo que lleva: %j',
    (lineas) =>
      givenStreams(enRuta)
        .when(confirmarEntrega, { ...prueba, lineas })
        .rejects('LINEAS_EXCESIVAS'),
  );
  test('no sin haber recogido todo', () =>
    givenStreams(sinRecoger).when(confirmarEntrega, prueba).rejects('MERCANCIA_SIN_RECOGER'));
  test('después de recoger, sí', () => {
    const recogido = tras(sinRecoger, [confirmarRecogida, { ...esta, bodegaId: SUR }]);
    givenStreams(recogido)
      .when(confirmarEntrega, prueba)
      .yields({ [deUna]: [entregada], [van]: [cerrada('entregada')] });
  });
  test('dos veces no hace nada, tampoco después de la ruta', () => {
    const ya = tras(enRuta, [confirmarEntrega, prueba]);
    givenStreams(ya).when(confirmarEntrega, prueba).yields({});
    givenStreams(tras(ya, [finalizarRuta, esta]))
      .when(confirmarEntrega, prueba)
      .yields({});
  });
  test('con otra prueba que la registrada, se dice, y queda la primera', () => {
    const ya = tras(enRuta, [confirmarEntrega, { ...prueba, evidencia: 'papel 12' }]);
    for (const estado of [ya, tras(ya, [finalizarRuta, esta])])
      givenStreams(estado).when(confirmarEntrega, prueba).rejects('ENTREGA_REGISTRADA');
  });
  test('de una orden que el vehículo no lleva', () =>
    givenStreams(enRuta)
      .when(confirmarEntrega, { ...prueba, vehiculoId: OTRA })
      .rejects('PARADA_NO_EXISTE'));
  test('antes de salir', () => givenStreams(dosParadas).when(confirmarEntrega, prueba).rejects('RUTA_NO_INICIADA'));
  test('un vehículo que no existe', () =>
    givenStreams({}).when(confirmarEntrega, prueba).rejects('VEHICULO_NO_EXISTE'));
  test('la de la ruta de otro conductor', () =>
    givenStreams(enRuta).when(confirmarEntrega, prueba, OTRO_CONDUCTOR).rejects('CONDUCTOR_AJENO'));
});

describe('la prueba que llega tarde', () => {
  const terminada = tras(fallida, [finalizarRuta, esta]);
  const manana = `${VAN}:2030-01-16`;
  const planificada = conOtroPlan(terminada, paradaDe(UNA, { intento: 2, aBordo: true }), { dia: '2030-01-16' });

  test('de lo que se reportó fallido', () =>
    givenStreams(fallida)
      .when(confirmarEntrega, prueba)
      .yields({ [deUna]: [tardia], [van]: [cerrada('entregada')] }));
  test('de lo que se había retirado', () =>
    givenStreams(retirada)
      .when(confirmarEntrega, prueba)
      .yields({ [deUna]: [tardia], [van]: [cerrada('entregada')] }));
  test('después de terminada la ruta, también del conductor que la llevaba', () =>
    givenStreams(terminada)
      .when(confirmarEntrega, prueba, CONDUCTOR)
      .yields({ [deUna]: [tardia] }));
  test('pero no de otro', () =>
    givenStreams(terminada).when(confirmarEntrega, prueba, OTRO_CONDUCTOR).rejects('CONDUCTOR_AJENO'));
  test('de lo que no se visitó', () =>
    givenStreams(tras(enRuta, [finalizarRuta, esta]))
      .when(confirmarEntrega, prueba)
      .yields({ [deUna]: [tardia] }));
  test('quita del plan el intento siguiente', () =>
    givenStreams(planificada)
      .when(confirmarEntrega, prueba)
      .yields({
        [deUna]: [tardia],
        [`plan#${manana}`]: [ParadaQuitada({ planId: manana, ordenId: UNA, causa: 'entregada' })],
      }));
  test('cierra la parada de la ruta en que va ahora', () => {
    const otraRuta = ordenN(77);
    const partes = LINEAS.map((linea) => ({ bodegaId: NORTE, ...linea }));
    const descargada = conMas(terminada, {
      [deUna]: [EntregaDescargada({ ordenId: UNA, bodegaId: NORTE, partes, revision: 1 })],
    });
    const enOtra = conOtroPlan(descargada, paradaDe(UNA, { intento: 2 }), { vehiculoId: OTRA });
    const ahora = '2030-01-15T13:00:00.000Z';
    const sale = tras(enOtra, [iniciarRuta, { vehiculoId: OTRA }, { id: otraRuta }]);
    givenStreams(sale).when(confirmarEntrega, prueba, { now: ahora }).rejects('HORA_IMPOSIBLE');
    givenStreams(sale)
      .when(confirmarEntrega, { ...prueba, entregadaEn: NOW }, { now: ahora })
      .yields({
        [deUna]: [tardia],
        [`vehiculo#${OTRA}`]: [ParadaCerrada({ vehiculoId: OTRA, rutaId: otraRuta, ordenId: UNA, fin: 'entregada' })],
      });
  });
  test('de la primera de dos rutas del mismo vehículo, según la hora', () => {
    const otraRuta = ordenN(77);
    const ahora = '2030-01-16T12:00:00.000Z';
    const segunda = tras(planificada, [iniciarRuta, esta, { now: ahora, id: otraRuta }]);
    const store = new MemoryStore(segunda);
    expect(store.stateOf(entrega, UNA).anteriores.map(({ rutaId: una }) => una)).toStrictEqual([rutaId]);
    expect(store.decide(confirmarEntrega, prueba, { now: ahora })).toMatchObject({
      [deUna]: [{ data: { rutaId: otraRuta, intento: 2, tardia: false } }],
    });
  });
  test('no de lo que nunca estuvo todo a bordo', () =>
    givenStreams(tras(sinRecoger, [finalizarRuta, esta]))
      .when(confirmarEntrega, prueba)
      .rejects('MERCANCIA_SIN_RECOGER'));
});

describe('reportar una entrega fallida', () => {
  test('con su motivo', () =>
    givenStreams(enRuta)
      .when(reportarEntregaFallida, fallo, CONDUCTOR)
      .yields({
        [deUna]: [EntregaFallida({ ...fallo, rutaId, conductorId, intento: 1 })],
        [van]: [cerrada('fallida')],
      }));
  test('la mercancía sigue a bordo', () =>
    expect(new MemoryStore(fallida).stateOf(entrega, UNA)).toMatchObject({
      estado: 'fallida',
      lugar: 'vehiculo',
      en: VAN,
    }));
  test('con otro motivo hay que decir cuál', () => {
    const { accepts } = reportarEntregaFallida;
    expect(accepts.safeParse({ ...fallo, motivo: 'otro' }).error?.issues).toMatchObject([
      { path: ['detalle'], message: 'Con el motivo «otro» hay que decir en palabras qué pasó' },
    ]);
    expect(accepts.safeParse({ ...fallo, motivo: 'otro', detalle: 'Había una inundación' }).success).toBe(true);
  });
  test('no sin haber recogido todo: aún no hay nada que intentar', () =>
    givenStreams(sinRecoger).when(reportarEntregaFallida, fallo).rejects('MERCANCIA_SIN_RECOGER'));
  test('dos veces no hace nada', () => givenStreams(fallida).when(reportarEntregaFallida, fallo).yields({}));
  test('la que ya se entregó', () =>
    givenStreams(tras(enRuta, [confirmarEntrega, prueba]))
      .when(reportarEntregaFallida, fallo)
      .rejects('PARADA_TERMINADA'));
  test('la que fue retirada', () =>
    givenStreams(retirada).when(reportarEntregaFallida, fallo).rejects('PARADA_ANULADA'));
  test('el intento siguiente en la misma ruta puede fallar también', () => {
    const parada = paradaDe(UNA, { intento: 2, aBordo: true });
    const otraVez = conMas(fallida, {
      [deUna]: [
        EntregaPlanificada({
          ordenId: UNA,
          ...esta,
          dia: HOY,
          eta: EJEMPLO.eta,
          intento: 2,
          cambio: 0,
          enRuta: rutaId,
        }),
      ],
      [van]: [ParadaAgregada({ ...esta, rutaId, parada })],
    });
    givenStreams(otraVez)
      .when(reportarEntregaFallida, fallo)
      .yields({
        [deUna]: [EntregaFallida({ ...fallo, rutaId, conductorId, intento: 2 })],
        [van]: [cerrada('fallida')],
      });
    const store = new MemoryStore(tras(otraVez, [reportarEntregaFallida, fallo]));
    expect(store.stateOf(vehiculo, VAN).ruta?.paradas.map(({ estado }) => estado)).toStrictEqual([
      'fallida',
      'abierta',
      'fallida',
    ]);
  });
  test('de una orden que el vehículo no lleva', () =>
    givenStreams(enRuta)
      .when(reportarEntregaFallida, { ...fallo, ordenId: ordenN(9) })
      .rejects('PARADA_NO_EXISTE'));
  test('antes de salir', () =>
    givenStreams(dosParadas).when(reportarEntregaFallida, fallo).rejects('RUTA_NO_INICIADA'));
  test('un vehículo que no existe', () =>
    givenStreams({}).when(reportarEntregaFallida, fallo).rejects('VEHICULO_NO_EXISTE'));
  test('la de la ruta de otro conductor', () =>
    givenStreams(enRuta).when(reportarEntregaFallida, fallo, OTRO_CONDUCTOR).rejects('CONDUCTOR_AJENO'));
});
