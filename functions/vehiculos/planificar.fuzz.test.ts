import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendario } from '#events/comun/calendario.ts';
import { esOtraHora } from '#events/ordenes/llegada.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { COMMAND_ID, NOW } from '#shared/testing/given.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { bodega } from './bodega.ts';
import { planificarRutas } from './commands/planificarRutas.ts';
import { buscarHueco } from './hueco.ts';
import { plan, planIdDe } from './plan.ts';
import { cuantasFijas, type Turno, type Visita } from './recorrido.ts';
import { horario, impedimento } from './ruteo.ts';
import { BASE, HOY, NORTE, ordenN } from './testing/ejemplos.ts';
import { bodegas } from './testing/pedidos.ts';
import { conHoras, enTaller, parada, planDe } from './testing/unDia.ts';
import { quedanHoras, turnoDe } from './turno.ts';
import { vehiculo } from './vehiculo.ts';

const PLACAS = ['AAA001', 'AAA002', 'AAA003', 'AAA004'];
const hora = (h: number) => new Date(Date.parse(NOW) + h * 3_600_000).toISOString();
const ventana = fc.tuple(fc.integer({ min: -2, max: 9 }), fc.integer({ min: 1, max: 5 })).map(([desde, dura]) => ({
  desde: hora(desde),
  hasta: hora(desde + dura),
}));
const recogidas = fc.subarray(
  ['BOG-SUR', 'BOG-OCCIDENTE'].map((bodegaId, n) => ({ bodegaId, zona: { lat: 4.6 + n / 10, lon: -74.1 } })),
);
const rara = <T>(valor: fc.Arbitrary<T>, nada: T) => fc.oneof({ weight: 5, arbitrary: fc.constant(nada) }, valor);
const cambios = fc.record({
  zona: fc.record({
    lat: fc.integer({ min: 4650, max: 4790 }).map((n) => n / 1000),
    lon: fc.constantFrom(-74.05, -74.1),
  }),
  pesoKg: fc.constantFrom(1, 10, 30),
  ventana: fc.option(ventana, { nil: undefined, freq: 2 }),
  prioridad: fc.constantFrom('normal' as const, 'alta' as const),
  recogidas: rara(recogidas, []),
  aBordo: rara(fc.constant(true), false),
  fija: rara(fc.constant(true), false),
});
const calendario: fc.Arbitrary<Calendario | undefined> = fc.constantFrom(
  undefined,
  { jornada: { desde: '06:00', hasta: '18:00' }, pausas: [{ desde: '12:00', hasta: '13:00' }] },
  { jornada: { desde: '07:00', hasta: '15:00' }, pausas: [{ desde: '09:00', hasta: '09:15' }] },
  { jornada: { desde: '03:00', hasta: '06:00' } },
);
const unVehiculo = fc.record({
  calendario,
  taller: rara(fc.constant(true), false),
  paradas: fc.array(cambios, { maxLength: 7 }),
});
const dias = fc.record({ bodega: calendario, vehiculos: fc.tuple(...PLACAS.map(() => unVehiculo)) });

/** A log with vehicles and their plans of today. */
function logDe({ bodega: abierta, vehiculos }: typeof dias extends fc.Arbitrary<infer D> ? D : never) {
  let n = 0;
  const partes = vehiculos.map((uno, v) => {
    const id = PLACAS[v] as string;
    const hechos = [conHoras(id, uno.calendario), ...(uno.taller ? [enTaller(id)] : [])];
    return {
      [`vehiculo#${id}`]: hechos,
      ...planDe(id, ...uno.paradas.map((cambio) => parada(ordenN(n++), 0, cambio as Partial<Parada>))),
    };
  });
  return new MemoryStore(Object.assign({}, bodegas(abierta), ...partes));
}

const planesDe = (store: MemoryStore) =>
  PLACAS.map((vehiculoId) => ({ vehiculoId, paradas: store.stateOf(plan, planIdDe(vehiculoId, HOY)).paradas }));

function turnoDeUno(store: MemoryStore, vehiculoId: string): Turno {
  const { ficha } = store.stateOf(vehiculo, vehiculoId);
  if (!ficha) throw new Error(vehiculoId);
  return turnoDe(ficha, HOY, { bodega: store.stateOf(bodega, NORTE), now: NOW });
}

const ms = (instante: string | undefined) => (instante === undefined ? 0 : Date.parse(instante));

/** When each delivery was expected, in milliseconds, by order. */
const esperadas = (turno: Turno, visitas: readonly Visita[]) =>
  new Map(horario(turno, visitas).etas.map((eta, n) => [visitas[n]?.ordenId ?? '', ms(eta)]));

/** Throws unless the vehicle can do it so, where what was late before may be as late as it was. */
function seCumple(
  turno: Turno,
  visitas: readonly Visita[],
  antes: { esperadas: ReadonlyMap<string, number>; regreso: number },
) {
  expect(impedimento(turno, visitas)).not.toBe('SIN_CAPACIDAD');
  const { etas, regreso } = horario(turno, visitas);
  for (const [n, { ordenId, ventana: suya }] of visitas.entries()) {
    expect(ms(etas[n])).toBeGreaterThanOrEqual(ms(suya?.desde));
    if (suya) expect(ms(etas[n])).toBeLessThanOrEqual(Math.max(ms(suya.hasta), antes.esperadas.get(ordenId) ?? 0) + 1);
  }
  expect(ms(regreso)).toBeLessThanOrEqual(Math.max(ms(turno.tramos.at(-1)?.hasta), antes.regreso) + 1);
}

describe('planificar un día cualquiera', () => {
  const cada = (
    ver: (antes: MemoryStore, despues: MemoryStore, hechos: Readonly<Record<string, readonly any[]>>) => void,
  ) =>
    fc.assert(
      fc.property(dias, (dia) => {
        const [antes, despues] = [logDe(dia), logDe(dia)];
        const hechos = despues.run(planificarRutas, { bodegaId: NORTE });
        if (isRejection(hechos)) throw new Error(hechos.rejected);
        ver(antes, despues, hechos);
      }),
      { numRuns: 50 },
    );

  test('no pierde ninguna parada ni la pone en dos planes, y cada entrega movida lo sabe', () =>
    cada((antes, despues, hechos) => {
      const donde = (store: MemoryStore) =>
        new Map(
          planesDe(store).flatMap(({ vehiculoId, paradas }) =>
            paradas.map((una) => [una.ordenId, { vehiculoId, ...una }]),
          ),
        );
      const [eran, son] = [donde(antes), donde(despues)];
      expect(planesDe(despues).flatMap(({ paradas }) => paradas).length).toBe(eran.size);
      expect([...son.keys()].sort()).toStrictEqual([...eran.keys()].sort());
      const movidas = [...son.values()].filter(
        ({ ordenId, vehiculoId }) => eran.get(ordenId)?.vehiculoId !== vehiculoId,
      );
      const loSaben = [...son.values()].filter(
        (una) =>
          movidas.includes(una) ||
          esOtraHora({ eta: eran.get(una.ordenId)?.eta ?? '', ventana: una.ventana }, una.eta, 'asignada'),
      );
      const entregas = Object.values(hechos)
        .flat()
        .filter(({ type }) => type === 'EntregaPlanificada');
      expect(entregas.map(({ data }) => data).sort((a, b) => (a.ordenId < b.ordenId ? -1 : 1))).toStrictEqual(
        loSaben
          .map(({ ordenId, vehiculoId, eta, intento, cambio }) => ({
            ordenId,
            vehiculoId,
            dia: HOY,
            eta,
            intento,
            cambio,
          }))
          .sort((a, b) => (a.ordenId < b.ordenId ? -1 : 1)),
      );
      expect(hechos[`planificacion#${COMMAND_ID}`]?.[0]?.data.movidas ?? 0).toBe(movidas.length);
    }));

  test('lo fijo se queda en su lugar, y lo que está a bordo o por recoger, en su vehículo', () =>
    cada((antes, despues) => {
      for (const [n, { vehiculoId, paradas }] of planesDe(antes).entries()) {
        const ahora = (planesDe(despues)[n]?.paradas ?? []).map(({ ordenId }) => ordenId);
        const suyas = paradas.filter(({ aBordo, fija, recogidas: por }) => aBordo || fija || por.length > 0);
        const turno = turnoDeUno(antes, vehiculoId);
        const noPuede = despues.stateOf(vehiculo, vehiculoId).taller || !quedanHoras(turno);
        const quietas = noPuede ? suyas.filter(({ aBordo, fija }) => aBordo || fija) : suyas;
        expect(ahora).toStrictEqual(expect.arrayContaining(quietas.map(({ ordenId }) => ordenId)));
        if (noPuede) continue;
        const prefijo = paradas.slice(0, cuantasFijas(paradas)).map(({ ordenId }) => ordenId);
        expect(ahora.slice(0, prefijo.length)).toStrictEqual(prefijo);
      }
    }));

  test('nadie lleva más de lo que puede, ni llega más tarde de lo que iba a llegar', () =>
    cada((antes, despues) => {
      const turnos = PLACAS.map((vehiculoId) => turnoDeUno(antes, vehiculoId));
      const eran = planesDe(antes).map(({ paradas }) => paradas);
      const todas = new Map(turnos.flatMap((turno, n) => [...esperadas(turno, eran[n] ?? [])]));
      for (const [n, { paradas }] of planesDe(despues).entries()) {
        const turno = turnos[n];
        const gana = paradas.some(({ ordenId }) => !eran[n]?.some((una) => una.ordenId === ordenId));
        if (!turno || !gana) continue;
        seCumple(turno, paradas, { esperadas: todas, regreso: ms(horario(turno, eran[n] ?? []).regreso) });
      }
    }));

  test('mueve lo que estaba varado, o ahorra vehículos o metros, y dice la verdad', () =>
    cada((antes, despues, hechos) => {
      const resumen = hechos[`planificacion#${COMMAND_ID}`]?.[0]?.data;
      if (!resumen) return expect(hechos).toStrictEqual({});
      const total = (store: MemoryStore) =>
        planesDe(store).reduce(
          (suma, { vehiculoId, paradas }) => suma + horario(turnoDeUno(store, vehiculoId), paradas).metros,
          0,
        );
      expect(Math.abs(total(antes) - resumen.metrosAntes)).toBeLessThan(3);
      expect(Math.abs(total(despues) - resumen.metrosDespues)).toBeLessThan(3);
      const conParadas = (store: MemoryStore) => planesDe(store).filter(({ paradas }) => paradas.length > 0).length;
      expect([conParadas(antes), conParadas(despues)]).toStrictEqual([
        resumen.vehiculosAntes,
        resumen.vehiculosDespues,
      ]);
      const ahorra = resumen.vehiculosDespues < resumen.vehiculosAntes || resumen.metrosDespues < resumen.metrosAntes;
      expect(ahorra || resumen.movidas > 0).toBe(true);
    }));
});

test('un hueco es verdad: con la entrega en él nadie llega tarde, y hora y desvío son los dichos', () => {
  const turnos = calendario.map((suyo) =>
    turnoDe({ bodegaId: NORTE, base: BASE, capacidadKg: 100, capacidadM3: 1, calendario: suyo }, HOY, { now: NOW }),
  );
  fc.assert(
    fc.property(turnos, fc.array(cambios, { maxLength: 6 }), cambios, (turno, suyas, otra) => {
      const visitas = suyas.map((cambio, n) => parada(ordenN(n), 0, cambio as Partial<Parada>));
      const nueva = { ...parada(ordenN(99), 0, otra as Partial<Parada>), fija: false };
      const hueco = buscarHueco(turno, visitas, nueva);
      if ('codigo' in hueco) return;
      const despues = visitas.toSpliced(hueco.posicion, 0, nueva);
      const [antes, ahora] = [horario(turno, visitas), horario(turno, despues)];
      expect(ahora.etas[hueco.posicion]).toBe(hueco.eta);
      expect(ahora.metros - antes.metros).toBeCloseTo(hueco.metros, 3);
      expect(hueco.posicion).toBeGreaterThanOrEqual(cuantasFijas(visitas));
      seCumple(turno, despues, { esperadas: esperadas(turno, visitas), regreso: ms(antes.regreso) });
    }),
    { numRuns: 400 },
  );
});
