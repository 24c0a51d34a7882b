import { describe, expect, test } from 'vitest';
import type { Calendario } from '#events/comun/calendario.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { PlanificacionHecha } from '#events/vehiculos/PlanificacionHecha.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { isRejection } from '#shared/model/rejection.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { COMMAND_ID, NOW } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { viewOf } from '#shared/testing/views.ts';
import { planificarRutas } from './commands/planificarRutas.ts';
import { plan, planIdDe } from './plan.ts';
import { planificaciones } from './projections/planificaciones.ts';
import { horario } from './ruteo.ts';
import { BASE, HOY, NORTE, OTRA, ordenN, VAN } from './testing/ejemplos.ts';
import { bodegas } from './testing/pedidos.ts';
import { aMilesimas, conHoras, enTaller, parada, planDe, vehiculo } from './testing/unDia.ts';

const [uno, dos, tres] = [ordenN(1), ordenN(2), ordenN(3)];

/** What planning makes of streams: its facts, and the orders of each vehicle. */
function planificado(...partes: readonly Streams[]) {
  const store = new MemoryStore(Object.assign({}, bodegas(), ...partes));
  const hechos = store.run(planificarRutas, { bodegaId: NORTE });
  if (isRejection(hechos)) throw new Error(hechos.rejected);
  const ordenes = (vehiculoId: string) =>
    store.stateOf(plan, planIdDe(vehiculoId, HOY)).paradas.map(({ ordenId }) => ordenId);
  return { hechos, ordenes, resumen: hechos[`planificacion#${COMMAND_ID}`]?.[0]?.data };
}

describe('planificar las rutas', () => {
  test('dos medias cargas van en un vehículo, y la entrega que se mueve sabe en cuál', () => {
    const { hechos, ordenes, resumen } = planificado(
      vehiculo(VAN),
      vehiculo(OTRA),
      planDe(VAN, parada(uno, 20), parada(dos, 40)),
      planDe(OTRA, parada(tres, 30, { cambio: 2, intento: 2 })),
    );
    expect([ordenes(VAN).toSorted(), ordenes(OTRA)]).toStrictEqual([[uno, dos, tres], []]);
    const planId = planIdDe(VAN, HOY);
    const eta = hechos[`plan#${planId}`]?.[0]?.data.eta;
    expect(hechos[`plan#${planIdDe(OTRA, HOY)}`]).toStrictEqual([
      ParadaQuitada({ planId: planIdDe(OTRA, HOY), ordenId: tres, causa: 'movida' }),
    ]);
    expect(hechos[`entrega#${tres}`]).toStrictEqual([
      EntregaPlanificada({ ordenId: tres, vehiculoId: VAN, dia: HOY, eta, intento: 2, cambio: 3 }),
    ]);
    expect(resumen).toMatchObject({ bodegaId: NORTE, dia: HOY, movidas: 1, vehiculosAntes: 2, vehiculosDespues: 1 });
  });
  test('un orden malo se mejora en el mismo vehículo, con sus horas', () => {
    const paradas = [parada(uno, 30), parada(dos, 10), parada(tres, 60)];
    const { hechos, ordenes, resumen } = planificado(vehiculo(VAN), planDe(VAN, ...paradas));
    expect(ordenes(VAN).toSorted()).toStrictEqual([uno, dos, tres]);
    expect(resumen.metrosDespues).toBeLessThan(resumen.metrosAntes);
    expect(resumen).toMatchObject({ movidas: 0, vehiculosAntes: 1, vehiculosDespues: 1 });
    const planId = planIdDe(VAN, HOY);
    expect(hechos[`plan#${planId}`]?.map(({ type }) => type)).toStrictEqual(['PlanReordenado']);
    const nuevas = ordenes(VAN).flatMap((ordenId) => paradas.filter((una) => una.ordenId === ordenId));
    const turno = { base: BASE, capacidadKg: 100, capacidadM3: 1, tramos: [], salida: NOW };
    expect(hechos[`plan#${planId}`]?.[0]?.data.paradas).toStrictEqual(
      horario(turno, nuevas).etas.map((eta, n) => ({ ordenId: nuevas[n]?.ordenId, eta, cambio: 1 })),
    );
    for (const { ordenId, eta } of hechos[`plan#${planId}`]?.[0]?.data.paradas ?? [])
      expect(hechos[`entrega#${ordenId}`]).toStrictEqual([
        EntregaPlanificada({ ordenId, vehiculoId: VAN, dia: HOY, eta, intento: 1, cambio: 1 }),
      ]);
  });
  test('lo que está fijo se queda en su vehículo y en su lugar, y lo que va antes también', () => {
    const { ordenes } = planificado(
      vehiculo(VAN),
      vehiculo(OTRA),
      planDe(VAN, parada(uno, 60), parada(dos, 10, { fija: true }), parada(tres, 70), parada(ordenN(4), 20)),
      planDe(OTRA, parada(ordenN(5), 30)),
    );
    expect(ordenes(OTRA)).toStrictEqual([]);
    expect(ordenes(VAN).slice(0, 2)).toStrictEqual([uno, dos]);
    expect(ordenes(VAN).toSorted()).toStrictEqual([uno, dos, tres, ordenN(4), ordenN(5)]);
  });
  test.each<[string, Partial<Parada>]>([
    ['a bordo', { aBordo: true }],
    ['por recoger en otra bodega', { recogidas: [{ bodegaId: 'BOG-OTRA', zona: aMilesimas(5) }] }],
  ])('la que tiene su mercancía %s no cambia de vehículo', (_, cambios) => {
    const { ordenes } = planificado(
      vehiculo(VAN),
      vehiculo(OTRA),
      planDe(VAN, parada(uno, 20), parada(dos, 40)),
      planDe(OTRA, parada(tres, 30, cambios)),
    );
    expect(ordenes(VAN)).toStrictEqual([]);
    expect(ordenes(OTRA).toSorted()).toStrictEqual([uno, dos, tres]);
  });
  test('sin nada que mejorar no hace nada', () =>
    expect(planificado(vehiculo(VAN), planDe(VAN, parada(uno, 20))).hechos).toStrictEqual({}));
  test('sin planes no hace nada', () => expect(planificado(vehiculo(VAN)).hechos).toStrictEqual({}));
});

test('quien la pide oye lo que cambió, o que nada', () => {
  const { planificacionId: _, bodegaId: __, dia: ___, ...balance } = PlanificacionHecha.example;
  expect(planificarRutas.tells?.of([PlanificacionHecha(PlanificacionHecha.example)])).toStrictEqual(balance);
  expect(planificarRutas.tells?.of([])).toStrictEqual({ movidas: 0 });
});

test('cada planificación es una fila de su bodega', async () => {
  const hecha = PlanificacionHecha.example;
  expect(await viewOf(planificaciones, 'planificacion#1', PlanificacionHecha(hecha))).toStrictEqual({
    ...hecha,
    hechaEn: NOW,
  });
});

describe('un vehículo que no puede salir', () => {
  test('cede lo suyo al que ya tiene qué llevar, antes que a uno que no', () => {
    const { hechos, ordenes, resumen } = planificado(
      vehiculo(VAN, enTaller(VAN)),
      vehiculo(OTRA),
      vehiculo('ABC125'),
      planDe(VAN, parada(uno, 20)),
      planDe('ABC125', parada(dos, 30)),
    );
    expect([ordenes(VAN), ordenes(OTRA), ordenes('ABC125')]).toStrictEqual([[], [], [uno, dos]]);
    expect(hechos[`plan#${planIdDe(VAN, HOY)}`]).toStrictEqual([
      ParadaQuitada({ planId: planIdDe(VAN, HOY), ordenId: uno, causa: 'movida' }),
    ]);
    expect(resumen).toMatchObject({ movidas: 1, vehiculosAntes: 2, vehiculosDespues: 1 });
  });
  test('abre el plan del que no tenía ninguno', () => {
    const { hechos } = planificado(vehiculo(VAN, enTaller(VAN)), vehiculo(OTRA), planDe(VAN, parada(uno, 20)));
    expect(hechos[`plan#${planIdDe(OTRA, HOY)}`]?.map(({ type }) => type)).toStrictEqual([
      'PlanAbierto',
      'ParadaPlanificada',
    ]);
  });
  test('se queda con todo cuando no hay otro', () =>
    expect(planificado(vehiculo(VAN, enTaller(VAN)), planDe(VAN, parada(uno, 20))).hechos).toStrictEqual({}));
  test('no cede lo que tiene a bordo, ni lo que está fijo', () => {
    const { hechos } = planificado(
      vehiculo(VAN, enTaller(VAN)),
      vehiculo(OTRA),
      planDe(VAN, parada(uno, 20, { aBordo: true }), parada(dos, 20, { fija: true })),
    );
    expect(hechos).toStrictEqual({});
  });
  test('lo que ya no alcanza a hacer en sus horas es para otros', () => {
    const deMadrugada = conHoras(VAN, { jornada: { desde: '04:00', hasta: '06:30' } });
    const { ordenes } = planificado(
      { [`vehiculo#${VAN}`]: [deMadrugada] },
      vehiculo(OTRA),
      planDe(VAN, parada(uno, 20)),
    );
    expect([ordenes(VAN), ordenes(OTRA)]).toStrictEqual([[], [uno]]);
  });
  test('en camino, lo que dejó para después no se toca; averiado, es para otros', () => {
    const salio = RutaIniciada({
      ...RutaIniciada.example,
      ...{ vehiculoId: VAN, dia: HOY, bodegaId: NORTE, paradas: [parada(ordenN(9), 10)] },
    });
    const planes = planDe(VAN, parada(uno, 20));
    expect(planificado(vehiculo(VAN, salio), vehiculo(OTRA), planes).hechos).toStrictEqual({});
    const averiado = planificado(vehiculo(VAN, salio, enTaller(VAN)), vehiculo(OTRA), planes);
    expect(averiado.ordenes(OTRA)).toStrictEqual([uno]);
  });
});

describe('un día de una bodega', () => {
  const planes = planDe(VAN, parada(uno, 60), parada(dos, 10), parada(tres, 70), parada(ordenN(4), 20));
  const conCalendario = (calendario?: Calendario) =>
    givenStreams({ ...bodegas(calendario), ...vehiculo(VAN), ...planes });
  const cuantos = (dia?: string) => {
    const store = new MemoryStore({ ...bodegas(), ...vehiculo(VAN), ...planes });
    return Object.keys(store.decide(planificarRutas, { bodegaId: NORTE, dia })).length;
  };
  test('el de hoy cuando no se dice otro, y ninguno más', () =>
    expect([cuantos(), cuantos(HOY), cuantos('2030-01-16')]).toStrictEqual([6, 6, 0]));
  test('uno que ya pasó no se planifica; la noche de ayer, todavía', () => {
    conCalendario().when(planificarRutas, { bodegaId: NORTE, dia: '2030-01-13' }).rejects('DIA_PASADO');
    conCalendario().when(planificarRutas, { bodegaId: NORTE, dia: '2030-01-14' }).yields({});
  });
  test('una bodega que no existe no se planifica', () =>
    conCalendario().when(planificarRutas, { bodegaId: 'NOPE' }).rejects('BODEGA_DESCONOCIDA'));
  test('con la bodega cerrada nadie puede salir', () =>
    conCalendario({ libres: [HOY] })
      .when(planificarRutas, { bodegaId: NORTE })
      .yields({}));
});

test('una flota grande se planifica por partes: ningún comando pasa de cien flujos, y no se pierde ninguna parada', () => {
  const flota = Array.from({ length: 16 }, (_, n) => `AAA${String(n).padStart(3, '0')}`);
  const ordenes = Array.from({ length: 120 }, (_, n) => ordenN(n));
  const paradas = ordenes.map((ordenId, n) => ({
    ...parada(ordenId, 0),
    zona: { lat: 4.5 + ((n * 37) % 100) * 0.0028, lon: -74.2 + ((n * 61) % 100) * 0.0018 },
  }));
  const store = new MemoryStore(
    Object.assign(
      {},
      bodegas(),
      ...flota.map((id, n) => ({ ...vehiculo(id), ...planDe(id, ...paradas.filter((_, i) => i % 16 === n)) })),
    ),
  );
  const metros = [1, 2, 3].map((vez) => {
    const id = `0000000${vez}-1c64-4f0e-9d0b-6a1f2e3d4c5b`;
    const hechos = store.run(planificarRutas, { bodegaId: NORTE }, { id });
    expect(Object.keys(hechos).length).toBeLessThanOrEqual(100);
    return isRejection(hechos) ? undefined : hechos[`planificacion#${id}`]?.[0]?.data.metrosDespues;
  });
  expect(metros[0]).toBeGreaterThan(0);
  const repartidas = flota.flatMap((id) =>
    store.stateOf(plan, planIdDe(id, HOY)).paradas.map(({ ordenId }) => ordenId),
  );
  expect(repartidas.sort()).toStrictEqual(ordenes);
});

test('lo que un vehículo en el taller cede de una vez a otro cabe en una transacción', () => {
  const muchas = Array.from({ length: 130 }, (_, n) => parada(ordenN(n), n % 60, { pesoKg: 0.1, volumenM3: 0.001 }));
  const { hechos, ordenes } = planificado(vehiculo(VAN, enTaller(VAN)), vehiculo(OTRA), planDe(VAN, ...muchas));
  expect(ordenes(OTRA).length).toBe(75);
  // The summary, two plans, those that are moved, and as many that come at another hour as there is room for.
  expect(Object.keys(hechos).length).toBe(100);
});
