import { describe, expect, test } from 'vitest';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { ParadaPlanificada } from '#events/vehiculos/ParadaPlanificada.ts';
import { PlanAbierto } from '#events/vehiculos/PlanAbierto.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { viewOf } from '#shared/testing/views.ts';
import { bodega, tocaEsperas, tocaPlanes } from './bodega.ts';
import { masDias } from './calendario.ts';
import { asignarParada } from './commands/asignarParada.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { corregirVehiculo } from './commands/corregirVehiculo.ts';
import { fijarParada } from './commands/fijarParada.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarMantenimiento } from './commands/iniciarMantenimiento.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { reordenarPlan } from './commands/reordenarPlan.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { entrega } from './entrega.ts';
import { losQueAta, quizaImposibles, quizaImposiblesDespues, quizaSinVolver, quizaVencidas } from './pendientes.ts';
import { plan, planIdDe } from './plan.ts';
import { flota as vistaFlota } from './projections/flota.ts';
import { planes, type VistaPlan } from './projections/planes.ts';
import {
  BASE,
  conMas,
  HOY,
  NORTE,
  OTRA,
  ordenN,
  type Paso,
  paradaDe,
  SUR,
  tras,
  VAN,
  ZONA_SUR,
} from './testing/ejemplos.ts';
import { a, bodegas, DE_DIA, entre, flota, partesDe, pedido } from './testing/pedidos.ts';

const UNA = ordenN(1);
const MANANA = masDias(HOY, 1);
const PASADO = masDias(HOY, 2);
const base = { ...bodegas(), ...flota({ [VAN]: {} }) };
const planeada = tras(base, [planificarEntrega, pedido(UNA)]);

/** Where an order is after the search of a moment, and the stops that are left in the van's plan of the first day. */
function buscada(
  streams: Streams,
  now: string,
  { ordenId = UNA, ...mas }: { ordenId?: string; revisar?: boolean } = {},
) {
  const store = new MemoryStore(streams);
  store.run(buscarPlan, { ordenId, ...mas }, { now });
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
    expect(buscada(otra, a('19:00'), { ordenId: ordenN(2) }).donde).toBe(`${VAN} ${HOY}`);
    expect(buscada(otra, a('07:00', MANANA), { ordenId: ordenN(2) }).donde).toBe(`${VAN} ${MANANA}`);
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

describe('el vehículo de un plan ya no puede con él', () => {
  const enTaller = (streams: Streams) => tras(streams, [iniciarMantenimiento, { vehiculoId: VAN, motivo: 'Frenos' }]);
  const fijada = tras(planeada, [fijarParada, { vehiculoId: VAN, dia: HOY, ordenId: UNA, fija: true }]);

  test('en el taller sin otro que pueda, la orden espera y se dice por qué, también la fija', () => {
    for (const streams of [planeada, fijada]) {
      const { donde, quedan, store } = buscada(enTaller(streams), a('08:01'));
      expect({ donde, quedan }).toStrictEqual({ donde: 'SIN_VEHICULOS', quedan: 0 });
      expect(store.stateOf(entrega, UNA).estado).toBe('porPlanificar');
    }
  });
  test('en el taller con otro libre, va en ese el mismo día', () =>
    expect(buscada(enTaller({ ...planeada, ...flota({ [OTRA]: {} }) }), a('08:01')).donde).toBe(`${OTRA} ${HOY}`));
  test('lo de un día que viene deja el vehículo solo cuando el plan se revisa', () => {
    const manana = tras({ ...planeada }, [asignarParada, { vehiculoId: VAN, dia: MANANA, ordenId: UNA }]);
    expect(buscada(enTaller(manana), a('08:01')).donde).toBe(`${VAN} ${MANANA}`);
    expect(buscada(enTaller(manana), a('08:01'), { revisar: true }).donde).toBe('SIN_VEHICULOS');
  });
  test('un día libre o una jornada más corta, revisados, lo dan a otro', () => {
    const conOtra = { ...planeada, ...flota({ [OTRA]: {} }) };
    for (const calendario of [
      { ...DE_DIA, libres: [HOY] },
      { ...DE_DIA, jornada: { desde: '06:00', hasta: '07:05' } },
    ]) {
      const otro = tras(conOtra, [corregirVehiculo, { vehiculoId: VAN, calendario }]);
      expect(buscada(otro, a('07:00'), { revisar: true })).toMatchObject({ donde: `${OTRA} ${HOY}`, quedan: 0 });
    }
  });
  test('un día libre lleva lo fijo al siguiente de ese vehículo', () => {
    const libre = tras(fijada, [corregirVehiculo, { vehiculoId: VAN, calendario: { ...DE_DIA, libres: [HOY] } }]);
    expect(buscada(libre, a('07:00'), { revisar: true }).donde).toBe(`${VAN} ${MANANA}`);
  });
  test('de otra bodega, recoge la mercancía donde está; y mientras tanto no sale', () => {
    const mudada = tras(planeada, [corregirVehiculo, { vehiculoId: VAN, bodegaId: SUR, base: ZONA_SUR }]);
    givenStreams(mudada)
      .when(iniciarRuta, { vehiculoId: VAN }, { now: a('09:00') })
      .rejects('RESERVA_EN_CAMBIO');
    const antes = new MemoryStore(planeada).stateOf(plan, planIdDe(VAN, HOY)).paradas[0];
    const { store, donde } = buscada(mudada, a('08:01'));
    expect(donde).toBe(`${VAN} ${HOY}`);
    const { bodegaId, paradas } = store.stateOf(plan, planIdDe(VAN, HOY));
    expect({ bodegaId, recogidas: paradas.map((una) => una.recogidas) }).toStrictEqual({
      bodegaId: SUR,
      recogidas: [[{ bodegaId: NORTE, zona: BASE }]],
    });
    expect(paradas[0]?.eta).not.toBe(antes?.eta);
    givenStreams(store.streams())
      .when(buscarPlan, { ordenId: UNA, revisar: true }, { now: a('08:02') })
      .yields({});
  });
  test('con menos capacidad sale lo último, y antes lo que no está fijo', () => {
    const dos = tras(planeada, [planificarEntrega, pedido(ordenN(2))]);
    const menor = (streams: Streams) => tras(streams, [corregirVehiculo, { vehiculoId: VAN, capacidadKg: 15 }]);
    const [primera = '', segunda = ''] = new MemoryStore(dos)
      .stateOf(plan, planIdDe(VAN, HOY))
      .paradas.map(({ ordenId }) => ordenId);
    givenStreams(menor(dos))
      .when(buscarPlan, { ordenId: primera }, { now: a('08:01') })
      .yields({});
    expect(buscada(menor(dos), a('08:01'), { ordenId: segunda })).toMatchObject({
      donde: `${VAN} ${MANANA}`,
      quedan: 1,
    });
    const conFija = tras(dos, [fijarParada, { vehiculoId: VAN, dia: HOY, ordenId: segunda, fija: true }]);
    expect(buscada(menor(conFija), a('08:01'), { ordenId: segunda }).donde).toBe(`${VAN} ${HOY}`);
    expect(buscada(menor(conFija), a('08:01'), { ordenId: primera }).donde).toBe(`${VAN} ${MANANA}`);
  });
  test('de otra base, el plan tiene otras horas, y a quien le cambian mucho se le dice', () => {
    const lejos = tras(planeada, [corregirVehiculo, { vehiculoId: VAN, base: ZONA_SUR }]);
    const store = new MemoryStore(lejos);
    const antes = store.stateOf(plan, planIdDe(VAN, HOY)).paradas[0]?.eta ?? '';
    const hechos = store.run(reordenarPlan, { vehiculoId: VAN, dia: HOY }, { now: a('07:00') }) as Streams;
    const despues = store.stateOf(plan, planIdDe(VAN, HOY)).paradas[0]?.eta ?? '';
    expect(despues > antes).toBe(true);
    expect(hechos[`entrega#${UNA}`]?.map(({ type }) => type)).toStrictEqual(['EntregaPlanificada']);
    givenStreams(store.streams())
      .when(reordenarPlan, { vehiculoId: VAN, dia: HOY }, { now: a('07:00') })
      .yields({});
  });
});

describe('una bodega ya no es lo que era', () => {
  const aDomicilio = { ...bodegas(), ...flota({ [VAN]: { calendario: undefined } }) };
  const corregida = (streams: Streams, cambios: object, bodegaId: string = NORTE) =>
    conMas(streams, { [`bodega#${bodegaId}`]: [BodegaCorregida({ bodegaId, ...cambios })] });
  const cerrada = { calendario: { ...DE_DIA, libres: [HOY] } };
  const delSur = pedido(UNA, { bodegaId: SUR, partes: partesDe(SUR) });
  const conRecogida = tras(aDomicilio, [planificarEntrega, delSur]);
  const revisada = (streams: Streams) => buscada(streams, a('07:30'), { revisar: true });

  /** What the views doubt of the van's plan of today, and of what stays after those, as the warehouse is now. */
  async function dudan(streams: Streams, bodegaId: string = NORTE) {
    const store = new MemoryStore(streams);
    const planId = planIdDe(VAN, HOY);
    const vista = await viewOf(planes, `plan#${planId}`, ...(store.streams()[`plan#${planId}`] ?? []));
    const v = await viewOf(vistaFlota, `vehiculo#${VAN}`, ...(store.streams()[`vehiculo#${VAN}`] ?? []));
    if (!vista || !v) throw new Error('No row.');
    const entorno = { bodegas: { [bodegaId]: store.stateOf(bodega, bodegaId) }, now: a('07:30') };
    const ya = quizaImposibles(vista, v, entorno);
    return [ya, quizaImposiblesDespues(vista, ya, { v, entorno })].map((unas) => unas.map(({ ordenId }) => ordenId));
  }

  test('si no abre hoy, revisado, va a otro día; y el plan vacío queda como está', async () => {
    const streams = corregida(tras(aDomicilio, [planificarEntrega, pedido(UNA)]), cerrada);
    expect(buscada(streams, a('07:30')).donde).toBe(`${VAN} ${HOY}`);
    const { donde, quedan, store } = revisada(streams);
    expect({ donde, quedan }).toStrictEqual({ donde: `${VAN} ${MANANA}`, quedan: 0 });
    expect(await dudan(streams)).toStrictEqual([[UNA], []]);
    givenStreams(store.streams())
      .when(reordenarPlan, { vehiculoId: VAN, dia: HOY }, { now: a('07:30') })
      .yields({});
  });
  test('de una ventana fuera de sus horas se dice que es imposible; lo que cabe en ellas queda', async () => {
    const tarde = tras(aDomicilio, [planificarEntrega, pedido(UNA, { ventana: entre('17:00', '19:00') })]);
    const recortada = { calendario: { ...DE_DIA, jornada: { desde: '06:00', hasta: '12:00' } } };
    expect(revisada(corregida(tarde, recortada))).toMatchObject({ donde: 'VENTANA_IMPOSIBLE', quedan: 0 });
    expect(await dudan(corregida(tarde, recortada))).toStrictEqual([[UNA], []]);
    const temprano = tras(aDomicilio, [planificarEntrega, pedido(UNA)]);
    expect(revisada(corregida(temprano, recortada)).donde).toBe(`${VAN} ${HOY}`);
    expect(await dudan(corregida(temprano, recortada))).toStrictEqual([[], []]);
  });
  test('lo que con las horas que siguen ya no cabe se duda después', async () => {
    const tres = [1, 2, 3].map(ordenN);
    const llena = tras(aDomicilio, ...tres.map((id): Paso => [planificarEntrega, pedido(id)]));
    const breve = { calendario: { ...DE_DIA, jornada: { desde: '11:00', hasta: '11:12' } } };
    const [ya, despues = []] = await dudan(corregida(llena, breve));
    expect(ya).toStrictEqual([]);
    expect(despues.length).toBeGreaterThan(0);
    expect(despues.length).toBeLessThan(3);
  });
  test('donde otra recoge mercancía: si no abre, va otro día, también si está fija', async () => {
    const fija = tras(conRecogida, [fijarParada, { vehiculoId: VAN, dia: HOY, ordenId: UNA, fija: true }]);
    for (const streams of [conRecogida, fija]) {
      const sinSur = corregida(streams, cerrada, SUR);
      expect(revisada(sinSur)).toMatchObject({ donde: `${VAN} ${MANANA}`, quedan: 0 });
      expect(await dudan(sinSur, SUR)).toStrictEqual([[UNA], []]);
    }
  });
  test('si se mudó, se recoge donde está, y no se busca más', async () => {
    const zona = { lat: 4.6, lon: -74.1 };
    const mudada = corregida(conRecogida, { zona }, SUR);
    expect(await dudan(mudada, SUR)).toStrictEqual([[UNA], []]);
    const { donde, store } = revisada(mudada);
    expect(donde).toBe(`${VAN} ${HOY}`);
    expect(store.stateOf(plan, planIdDe(VAN, HOY)).paradas).toMatchObject([{ recogidas: [{ bodegaId: SUR, zona }] }]);
    givenStreams(store.streams())
      .when(buscarPlan, { ordenId: UNA, revisar: true }, { now: a('07:30') })
      .yields({});
  });
  test('si ya no alcanza, decide una persona; lo fijo queda con su vehículo', () => {
    const cortas = (streams: Streams) =>
      [NORTE, SUR].reduce((antes, id) => corregida(antes, { alcanceKm: 10 }, id), streams);
    const fija = tras(conRecogida, [fijarParada, { vehiculoId: VAN, dia: HOY, ordenId: UNA, fija: true }]);
    expect(revisada(cortas(conRecogida))).toMatchObject({ donde: 'FUERA_DE_COBERTURA', quedan: 0 });
    givenStreams(cortas(fija))
      .when(buscarPlan, { ordenId: UNA, revisar: true }, { now: a('07:30') })
      .yields({});
  });
  test('ata los planes de sus vehículos y los de quien recoge en ella', () => {
    const uno = { planId: 'p', vehiculoId: VAN, dia: HOY, bodegaId: NORTE, paradas: [] };
    const recogida = { bodegaId: SUR, zona: ZONA_SUR };
    const otro = { ...uno, vehiculoId: OTRA, paradas: [paradaDe(UNA, { recogidas: [recogida] })] };
    expect(losQueAta([uno, otro], NORTE, new Set([VAN]))).toStrictEqual([uno]);
    expect(losQueAta([uno, otro], SUR, new Set())).toStrictEqual([otro]);
  });
  test('de su nombre o su espera no depende ningún plan', () => {
    expect(tocaPlanes({ bodegaId: NORTE, nombre: 'Otra', esperaMaximaMin: 5 })).toBe(false);
    expect(tocaEsperas({ bodegaId: NORTE, nombre: 'Otra', esperaMaximaMin: 5 })).toBe(true);
    expect(tocaEsperas({ bodegaId: NORTE, nombre: 'Otra' })).toBe(false);
    for (const cambios of [cerrada, { zona: BASE }, { alcanceKm: 5 }]) {
      expect(tocaPlanes({ bodegaId: NORTE, ...cambios })).toBe(true);
    }
  });
});

test('se miran las que pasaron de su hora y las de quien ya no puede con ellas, no las demás', async () => {
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
  for (const otra of [{ taller: true }, { capacidadKg: 15 }, { bodegaId: SUR }]) {
    expect(quizaVencidas([vista], [{ ...van, ...otra }], a('07:30'))).toStrictEqual(enPlan);
  }
});

test('de los planes de otro día se miran los que empiezan antes de que vuelva quien está en ruta, no los demás', async () => {
  const de = async (dia: string, hora: string) => {
    const planId = planIdDe(VAN, dia);
    const hechos = [
      PlanAbierto({ planId, vehiculoId: VAN, dia, bodegaId: NORTE }),
      ParadaPlanificada({ planId, vehiculoId: VAN, dia, posicion: 0, ...paradaDe(UNA, { eta: a(hora, dia) }) }),
    ];
    return (await viewOf(planes, `plan#${planId}`, ...hechos)) as VistaPlan;
  };
  const deTodos = [await de(HOY, '23:59'), await de(MANANA, '00:10'), await de(MANANA, '12:00')];
  const store = new MemoryStore(planeada);
  store.run(iniciarRuta, { vehiculoId: VAN }, { now: a('08:00') });
  const hechos = store.streams()[`vehiculo#${VAN}`] ?? [];
  const [enBase, enRuta] = [
    await viewOf(vistaFlota, `vehiculo#${VAN}`, ...hechos.slice(0, 1)),
    await viewOf(vistaFlota, `vehiculo#${VAN}`, ...hechos),
  ];
  if (!enBase || !enRuta) throw new Error('No row.');
  expect(quizaSinVolver(deTodos, [enRuta], a('23:00'))).toStrictEqual([planIdDe(VAN, MANANA)]);
  expect(quizaSinVolver(deTodos, [enRuta], a('11:00'))).toStrictEqual([]);
  expect(quizaSinVolver(deTodos, [enBase], a('23:00'))).toStrictEqual([]);
});
