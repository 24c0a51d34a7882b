import { describe, expect, test } from 'vitest';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { viewOf } from '#shared/testing/views.ts';
import { masDias } from './calendario.ts';
import { asignarParada } from './commands/asignarParada.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { fijarParada } from './commands/fijarParada.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarMantenimiento } from './commands/iniciarMantenimiento.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { entrega } from './entrega.ts';
import { quizaVencidas } from './pendientes.ts';
import { plan, planIdDe } from './plan.ts';
import { flota as vistaFlota } from './projections/flota.ts';
import { planes } from './projections/planes.ts';
import { conMas, HOY, OTRA, ordenN, tras, VAN } from './testing/ejemplos.ts';
import { a, bodegas, DE_DIA, flota, pedido } from './testing/pedidos.ts';

const UNA = ordenN(1);
const MANANA = masDias(HOY, 1);
const PASADO = masDias(HOY, 2);
const base = { ...bodegas(), ...flota({ [VAN]: {} }) };
const planeada = tras(base, [planificarEntrega, pedido(UNA)]);

/** Where an order is after the search of a moment, and the stops that are left in the van's plan of the first day. */
function buscada(streams: Streams, now: string, ordenId = UNA) {
  const store = new MemoryStore(streams);
  store.run(buscarPlan, { ordenId }, { now });
  const e = store.stateOf(entrega, ordenId);
  const donde = e.plan ? `${e.plan.vehiculoId} ${e.plan.dia}` : e.sinPlan?.codigo;
  return { donde, quedan: store.stateOf(plan, planIdDe(VAN, HOY)).paradas.length, store };
}

describe('un plan con el que nadie salió', () => {
  test('mientras quedan horas, nada cambia', () =>
    givenStreams(planeada)
      .when(buscarPlan, { ordenId: UNA }, { now: a('16:59') })
      .yields({}));
  test('terminada la jornada, va al día siguiente; y también si se ve después', () => {
    expect(buscada(planeada, a('17:01'))).toMatchObject({ donde: `${VAN} ${MANANA}`, quedan: 0 });
    expect(buscada(planeada, a('09:00', MANANA))).toMatchObject({ donde: `${VAN} ${MANANA}`, quedan: 0 });
    expect(buscada(planeada, a('09:00', masDias(HOY, 9)))).toMatchObject({ donde: `${VAN} ${masDias(HOY, 9)}` });
  });
  test('hallado su lugar, no se busca más', () => {
    const { store } = buscada(planeada, a('17:01'));
    givenStreams(store.streams())
      .when(buscarPlan, { ordenId: UNA }, { now: a('17:16') })
      .yields({});
  });
  test('antes de un fin de semana sin trabajo, espera, y el domingo va al lunes', () => {
    const semana = { calendario: { ...DE_DIA, descansa: ['sabado' as const, 'domingo' as const] } };
    const viernes = '2030-01-18';
    const streams = tras({ ...bodegas(), ...flota({ [VAN]: semana }) }, [
      planificarEntrega,
      pedido(UNA),
      { now: a('08:00', viernes) },
    ]);
    const { donde, store } = buscada(streams, a('17:01', viernes));
    expect(donde).toBe('DIA_POR_PLANIFICAR');
    expect(buscada(store.streams(), a('10:00', masDias(viernes, 2))).donde).toBe(`${VAN} ${masDias(viernes, 3)}`);
  });
  test('sin vehículo que pueda, espera y se dice por qué', () => {
    const retirado = conMas(planeada, {
      [`vehiculo#${VAN}`]: [VehiculoRetirado({ vehiculoId: VAN, motivo: 'Vendido' })],
    });
    expect(buscada(retirado, a('09:00'))).toMatchObject({ donde: 'SIN_VEHICULOS', quedan: 0 });
  });
  test('de un vehículo que se retiró en ese instante, va en otro', () => {
    const retirado = conMas(planeada, {
      [`vehiculo#${VAN}`]: [VehiculoRetirado({ vehiculoId: VAN, motivo: 'Vendido' })],
    });
    expect(buscada({ ...retirado, ...flota({ [OTRA]: {} }) }, a('09:00'))).toMatchObject({ donde: `${OTRA} ${HOY}` });
  });
  test('lo que una persona planeó fuera de la jornada es suyo hasta que termina el día', () => {
    const deNoche = tras(planeada, [
      asignarParada,
      { vehiculoId: VAN, dia: HOY, ordenId: UNA, posicion: 0 },
      { now: a('18:00') },
    ]);
    const otra = tras(
      deNoche,
      [planificarEntrega, pedido(ordenN(2)), { now: a('18:00') }],
      [asignarParada, { vehiculoId: VAN, dia: HOY, ordenId: ordenN(2) }, { now: a('18:00') }],
    );
    expect(buscada(otra, a('19:00'), ordenN(2)).donde).toBe(`${VAN} ${HOY}`);
    expect(buscada(otra, a('07:00', MANANA), ordenN(2)).donde).toBe(`${VAN} ${MANANA}`);
  });
  test('lo que está a bordo va con su vehículo', () => {
    const volvio = tras(
      { ...planeada, ...flota({ [OTRA]: {} }) },
      [iniciarRuta, { vehiculoId: VAN }, { now: a('09:00') }],
      [reportarEntregaFallida, { vehiculoId: VAN, ordenId: UNA, motivo: 'ausente' }, { now: a('10:00') }],
      [finalizarRuta, { vehiculoId: VAN }, { now: a('11:00') }],
      [planificarEntrega, { ordenId: UNA, intento: 2 }, { now: a('11:01') }],
    );
    expect(buscada(volvio, a('12:00')).donde).toBe(`${VAN} ${HOY}`);
    expect(buscada(volvio, a('17:01')).donde).toBe(`${VAN} ${MANANA}`);
  });
});

describe('lo que está fijo en un vehículo', () => {
  const fija = tras(planeada, [fijarParada, { vehiculoId: VAN, dia: HOY, ordenId: UNA, fija: true }]);
  const conOtra = tras(
    { ...fija, ...flota({ [OTRA]: {} }) },
    [planificarEntrega, pedido(ordenN(2))],
    [asignarParada, { vehiculoId: OTRA, dia: MANANA, ordenId: ordenN(2) }],
  );
  test('pasa a otro día de ese vehículo, y sigue fijo', () => {
    const { donde, store } = buscada(conOtra, a('17:01'));
    expect(donde).toBe(`${VAN} ${MANANA}`);
    expect(store.stateOf(plan, planIdDe(VAN, MANANA)).paradas[0]?.fija).toBe(true);
  });
  test('si mañana no trabaja, al primero de sus días', () => {
    const descansa = { ...DE_DIA, libres: [MANANA] };
    const conDescanso = tras({ ...bodegas(), ...flota({ [VAN]: { calendario: descansa }, [OTRA]: {} }) }, [
      planificarEntrega,
      pedido(UNA),
    ]);
    const { vehiculoId = '', dia = '' } = new MemoryStore(conDescanso).stateOf(entrega, UNA).plan ?? {};
    const suya = tras(conDescanso, [asignarParada, { vehiculoId: VAN, dia, ordenId: UNA, fija: true }]);
    expect([VAN, OTRA]).toContain(vehiculoId);
    expect(buscada(suya, a('17:01')).donde).toBe(`${VAN} ${PASADO}`);
  });
  test('en el taller, va en otro', () => {
    const taller = tras(conOtra, [iniciarMantenimiento, { vehiculoId: VAN, motivo: 'Frenos' }]);
    expect(buscada(taller, a('17:01')).donde).toBe(`${OTRA} ${MANANA}`);
  });
});

test('se miran las que pasaron de su hora y las de quien no es de la flota, no las demás', async () => {
  const store = new MemoryStore(tras(planeada, [planificarEntrega, pedido(ordenN(2))]));
  const hechos = store.streams()[`plan#${planIdDe(VAN, HOY)}`] ?? [];
  const vista = await viewOf(planes, `plan#${planIdDe(VAN, HOY)}`, ...hechos);
  const van = await viewOf(vistaFlota, `vehiculo#${VAN}`, ...(store.streams()[`vehiculo#${VAN}`] ?? []));
  if (!vista || !van) throw new Error('No row.');
  const enPlan = vista.paradas.map(({ ordenId }) => ordenId);
  expect(quizaVencidas([vista], [van], a('07:30'))).toStrictEqual([]);
  expect(quizaVencidas([vista], [van], a('12:00'))).toStrictEqual(enPlan);
  expect(quizaVencidas([vista], [{ ...van, retirado: true }], a('07:30'))).toStrictEqual(enPlan);
  expect(quizaVencidas([vista], [], a('07:30'))).toStrictEqual(enPlan);
});
