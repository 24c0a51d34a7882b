import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { AsignacionCambiada } from '#events/vehiculos/AsignacionCambiada.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { NOW } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { asignarEntrega } from './commands/asignarEntrega.ts';
import { planificarRutas } from './commands/planificarRutas.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';
import {
  asignada,
  CERCA,
  flotaDe,
  LEJOS,
  MEDIO,
  NORTE,
  OTRA_VAN,
  ordenN,
  pedido,
  registrado,
  rutaIniciada,
  VAN,
} from './ejemplos.ts';
import { diaDe } from './jornada.ts';
import { vehiculo } from './vehiculo.ts';

const [uno, dos, tres] = [ordenN(1), ordenN(2), ordenN(3)];
const esta = { bodegaId: NORTE };
const de = (...hechos: readonly Fact[]) => [registrado(VAN), ...hechos];
const deOtra = (...hechos: readonly Fact[]) => [registrado(OTRA_VAN), ...hechos];
const enTaller = MantenimientoIniciado({ vehiculoId: VAN, motivo: 'Frenos' });

/** What planning makes of streams: the orders of each vehicle, and the facts. */
function planificado(streams: Readonly<Record<string, readonly Fact[]>>) {
  const store = new MemoryStore(streams);
  const outcome = store.run(planificarRutas, esta);
  if (isRejection(outcome)) throw new Error(outcome.rejected);
  const ordenes = (id: string) => {
    const v = store.stateOf(vehiculo, id);
    return v.estado === 'inexistente' ? [] : v.paradas.map(({ ordenId }) => ordenId);
  };
  return { outcome, ordenes };
}

describe('planificar las rutas', () => {
  test('lo que un vehículo en el taller cede de una vez a otro cabe en un commit', () => {
    const ordenes = Array.from({ length: 100 }, (_, n) => ordenN(n));
    const lejos = (n: number) => ({ lat: 4.6 + (n % 10) * 0.01, lon: -74.1 + Math.floor(n / 10) * 0.01 });
    const paradas = ordenes.map((ordenId, n) =>
      asignada(VAN, { ordenId, zona: lejos(n), pesoKg: 0.1 }, EJEMPLO.eta, ordenes.slice(0, n)),
    );
    const direccion = 'ñ'.repeat(200);
    const largas = paradas.map(({ data, ...hecho }) => ({ ...hecho, data: { ...data, direccion, volumenM3: 0.001 } }));
    const { outcome } = planificado({ [`vehiculo#${VAN}`]: de(...largas, enTaller), ...flotaDe(OTRA_VAN) });
    const gana = outcome[`vehiculo#${OTRA_VAN}`] ?? [];
    expect(gana.length).toBeGreaterThan(50);
    expect(Buffer.byteLength(JSON.stringify(gana))).toBeLessThan(360_000);
  });

  test('dos medias cargas van en un vehículo, y cada orden sabe en cuál', () => {
    const { outcome, ordenes } = planificado({
      ...flotaDe(VAN, OTRA_VAN),
      [`vehiculo#${VAN}`]: de(asignada(VAN, { ordenId: uno })),
      [`vehiculo#${OTRA_VAN}`]: deOtra(asignada(OTRA_VAN, { ordenId: dos, zona: MEDIO })),
    });
    const todas = [...ordenes(VAN), ...ordenes(OTRA_VAN)].sort();
    expect(todas).toStrictEqual([uno, dos]);
    expect([ordenes(VAN).length, ordenes(OTRA_VAN).length].sort()).toStrictEqual([0, 2]);
    const gana = ordenes(VAN).length === 2 ? VAN : OTRA_VAN;
    const movida = gana === VAN ? dos : uno;
    const { eta } = outcome[`vehiculo#${gana}`]?.[0]?.data ?? {};
    expect(outcome[`asignacion#${movida}`]).toStrictEqual([
      AsignacionCambiada({ ordenId: movida, vehiculoId: gana, eta, intento: 1, cambio: 1 }),
    ]);
    expect(outcome[`planificacion#${NORTE}`]?.[0]?.data).toMatchObject({ bodegaId: NORTE, reasignadas: 1 });
  });
  test('un orden malo se mejora en el mismo vehículo', () => {
    const { outcome, ordenes } = planificado({
      ...flotaDe(VAN),
      [`vehiculo#${VAN}`]: de(
        asignada(VAN, { ordenId: uno, zona: MEDIO }),
        asignada(VAN, { ordenId: dos, zona: CERCA }, NOW, [uno]),
        asignada(VAN, { ordenId: tres, zona: LEJOS }, NOW, [uno, dos]),
      ),
    });
    expect(ordenes(VAN).toSorted()).toStrictEqual([uno, dos, tres]);
    const { metrosAntes, metrosDespues } = outcome[`planificacion#${NORTE}`]?.[0]?.data ?? {};
    expect(metrosDespues).toBeLessThan(metrosAntes);
    expect(outcome[`vehiculo#${VAN}`]?.map(({ type }) => type)).toStrictEqual(['RutaPlanificada']);
  });
  test('las paradas del que está en el taller pasan a otro', () => {
    const { outcome, ordenes } = planificado({
      ...flotaDe(VAN, OTRA_VAN),
      [`vehiculo#${VAN}`]: de(asignada(VAN, { ordenId: uno }), enTaller),
    });
    expect([ordenes(VAN), ordenes(OTRA_VAN)]).toStrictEqual([[], [uno]]);
    expect(outcome[`vehiculo#${VAN}`]?.[0]?.data).toStrictEqual({ ordenId: uno, desde: VAN, a: OTRA_VAN, intento: 1 });
  });
  test('y se quedan con él cuando no hay otro', () =>
    givenStreams({ ...flotaDe(VAN), [`vehiculo#${VAN}`]: de(asignada(VAN, { ordenId: uno }), enTaller) })
      .when(planificarRutas, esta)
      .yields({}));
  test('lo que ya salió no se toca', () =>
    givenStreams({
      ...flotaDe(VAN, OTRA_VAN),
      [`vehiculo#${VAN}`]: de(asignada(VAN, { ordenId: uno }), ...rutaIniciada(VAN, uno)),
      [`vehiculo#${OTRA_VAN}`]: deOtra(asignada(OTRA_VAN, { ordenId: dos })),
    })
      .when(planificarRutas, esta)
      .yields({}));
  test('sin nada que mejorar no hace nada', () => givenStreams(flotaDe(VAN)).when(planificarRutas, esta).yields({}));
});

test('una flota grande se planifica por partes: ningún comando pasa de cien flujos', () => {
  const flota = Array.from({ length: 16 }, (_, n) => `AAA${String(n).padStart(3, '0')}`);
  const store = new MemoryStore();
  for (const vehiculoId of flota) {
    store.run(registrarVehiculo, { ...registrarVehiculo.example, vehiculoId, jornada: undefined });
  }
  const ordenes = Array.from({ length: 120 }, (_, n) => ordenN(n));
  for (const [n, ordenId] of ordenes.entries()) {
    const hora = (h: number) => new Date(Date.parse(NOW) + h * 3_600_000).toISOString();
    const zona = { lat: 4.5 + ((n * 37) % 100) * 0.0028, lon: -74.2 + ((n * 61) % 100) * 0.0018 };
    store.run(asignarEntrega, pedido({ ordenId, zona, ventana: { desde: hora(n % 7), hasta: hora((n % 7) + 2) } }));
  }
  const metros = [1, 2, 3].map((minuto) => {
    const now = new Date(Date.parse(NOW) + minuto * 60_000).toISOString();
    const outcome = store.run(planificarRutas, esta, { now });
    expect(Object.keys(outcome).length).toBeLessThanOrEqual(100);
    return isRejection(outcome) ? undefined : outcome[`planificacion#${NORTE}`]?.[0]?.data.metrosDespues;
  });
  expect(metros[0]).toBeGreaterThan(0);
  const repartidas = flota.flatMap((id) => {
    const v = store.stateOf(vehiculo, id);
    return v.estado === 'inexistente' ? [] : v.paradas.map(({ ordenId }) => ordenId);
  });
  expect(repartidas.sort()).toStrictEqual(ordenes);
});

describe('la jornada', () => {
  const horas = (jornada: { desde: string; hasta: string } | undefined, referencia: string) => {
    const { inicio, fin } = diaDe(jornada, referencia, NOW);
    return [inicio / 3600, fin / 3600];
  };
  test('a cualquier hora: desde ya, por un día', () => expect(horas(undefined, NOW)).toStrictEqual([0, 24]));
  test('a cualquier hora, para otro día', () =>
    expect(horas(undefined, '2030-01-17T12:00:00Z')).toStrictEqual([0, 72]));
  test('en la mañana de Bogotá, desde que empieza', () =>
    expect(horas({ desde: '08:00', hasta: '18:00' }, NOW)).toStrictEqual([1, 11]));
  test('empezada, desde ya', () => expect(horas({ desde: '06:00', hasta: '18:00' }, NOW)).toStrictEqual([0, 11]));
  test('terminada, la de mañana', () => expect(horas({ desde: '05:00', hasta: '07:00' }, NOW)).toStrictEqual([22, 24]));
  test('de noche, sobre la medianoche', () =>
    expect(horas({ desde: '22:00', hasta: '06:00' }, '2030-01-16T08:00:00Z')).toStrictEqual([15, 23]));
});
