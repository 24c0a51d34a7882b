import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verify } from '#shared/routing/verify.ts';
import { arbitraryOf } from '#shared/testing/arbitrary.ts';
import { NOW } from '#shared/testing/given.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { asignacion } from './asignacion.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';
import { vehiculos } from './contexto.ts';
import { MOTO, NORTE, OTRA_VAN, ordenN, SUR, VAN } from './ejemplos.ts';
import { ruteoDe } from './ruteo.ts';
import { type Vehiculo, vehiculo } from './vehiculo.ts';

const PLACAS = [VAN, OTRA_VAN, MOTO];
const ORDENES = Array.from({ length: 8 }, (_, n) => ordenN(n + 1));
const lugares = [4.75, 4.72, 4.69, 4.63].flatMap((lat) => [-74.05, -74.1].map((lon) => ({ lat, lon })));
const ventanas = [
  { desde: '2030-01-15T11:00:00.000Z', hasta: '2030-01-15T13:00:00.000Z' },
  { desde: '2030-01-15T13:00:00.000Z', hasta: '2030-01-15T13:30:00.000Z' },
  { desde: '2030-01-15T14:00:00.000Z', hasta: '2030-01-15T17:00:00.000Z' },
  { desde: '2030-01-18T14:00:00.000Z', hasta: '2030-01-18T17:00:00.000Z' },
];
const pools = {
  ordenId: ORDENES,
  vehiculoId: PLACAS,
  bodegaId: [NORTE, SUR],
  zona: lugares,
  base: lugares,
  ventana: [undefined, undefined, ...ventanas],
  pesoKg: [0, 5, 10, 20, 40],
  volumenM3: [0.01, 0.1],
  capacidadKg: [50, 100],
  capacidadM3: [0.5],
  intento: [1, 1, 1, 2],
  jornada: [undefined, { desde: '06:00', hasta: '20:00' }],
};
const PESOS: Readonly<Record<string, number>> = { asignarEntrega: 8, planificarRutas: 3, iniciarRuta: 1 };
const comandos = fc.oneof(
  ...Object.entries(vehiculos.commands).map(([nombre, comando]) => ({
    weight: PESOS[nombre] ?? 1,
    arbitrary: arbitraryOf(comando.accepts, pools).map((input) => ({ nombre, comando, input })),
  })),
);

/** A fleet, and what is asked of it; `minutos` is how much later than the command before. */
const historias = (minutos: fc.Arbitrary<number>) =>
  fc.record({
    flota: fc.tuple(
      ...PLACAS.map((vehiculoId) => arbitraryOf(registrarVehiculo.accepts, { ...pools, vehiculoId: [vehiculoId] })),
    ),
    pasos: fc.array(fc.record({ minutos, paso: comandos }), { maxLength: 40 }),
  });

const pendientes = (v: Vehiculo) => {
  if (v.estado === 'inexistente') return [];
  return v.estado === 'enRuta' ? v.paradas.filter(({ estado }) => estado === 'enRuta') : [...v.paradas];
};

function recorrer(
  {
    flota,
    pasos,
  }: {
    flota: readonly unknown[];
    pasos: readonly { minutos: number; paso: { nombre: string; comando: any; input: unknown } }[];
  },
  mirar: (store: MemoryStore, now: string, nombre: string) => void,
): void {
  const store = new MemoryStore();
  let now = NOW;
  for (const input of flota) store.run(registrarVehiculo, input, { now });
  for (const { minutos, paso } of pasos) {
    now = new Date(Date.parse(now) + minutos * 60_000).toISOString();
    store.run(paso.comando, paso.input, { now });
    mirar(store, now, paso.nombre);
  }
}

const estados = (store: MemoryStore) => PLACAS.map((id) => ({ id, v: store.stateOf(vehiculo, id) }));
const ordenesDe = (store: MemoryStore) =>
  estados(store).flatMap(({ v }) => pendientes(v).map(({ ordenId }) => ordenId));

test('ningún vehículo lleva más de lo que puede, y ninguna orden va en dos', () => {
  fc.assert(
    fc.property(historias(fc.constantFrom(0, 1, 10, 60, 600)), (historia) => {
      recorrer(historia, (store) => {
        for (const { v } of estados(store)) {
          if (v.estado === 'inexistente') continue;
          const suma = (de: 'pesoKg' | 'volumenM3') => v.paradas.reduce((total, parada) => total + parada[de], 0);
          expect(suma('pesoKg')).toBeLessThanOrEqual(v.ficha.capacidadKg + 1e-6);
          expect(suma('volumenM3')).toBeLessThanOrEqual(v.ficha.capacidadM3 + 1e-6);
        }
        const ordenes = ordenesDe(store);
        expect(new Set(ordenes).size).toBe(ordenes.length);
      });
    }),
    { numRuns: 150 },
  );
});

test('la asignación y los vehículos dicen lo mismo', () => {
  fc.assert(
    fc.property(historias(fc.constantFrom(0, 5, 60)), (historia) => {
      recorrer(historia, (store) => {
        for (const { id, v } of estados(store)) {
          for (const { ordenId, intento } of pendientes(v)) {
            expect(store.stateOf(asignacion, ordenId)).toStrictEqual({ estado: 'asignada', vehiculoId: id, intento });
          }
        }
      });
    }),
    { numRuns: 100 },
  );
});

test('planificar no pierde paradas ni toca lo que está en la calle', () => {
  fc.assert(
    fc.property(historias(fc.constantFrom(0, 5, 60)), (historia) => {
      let antes: string[] = [];
      let calle: readonly Vehiculo[] = [];
      recorrer(historia, (store, _, nombre) => {
        const ahora = ordenesDe(store).sort();
        const fuera = estados(store)
          .map(({ v }) => v)
          .filter(({ estado }) => estado === 'enRuta');
        if (nombre === 'planificarRutas') {
          expect(ahora).toStrictEqual(antes);
          expect(fuera).toStrictEqual(calle);
        }
        antes = ahora;
        calle = fuera;
      });
    }),
    { numRuns: 150 },
  );
});

test('sin demoras, todo plan cumple ventanas, capacidad y jornada', () => {
  fc.assert(
    fc.property(historias(fc.constant(0)), (historia) => {
      recorrer(historia, (store, now) => {
        for (const { id, v } of estados(store)) {
          if (v.estado === 'inexistente' || v.estado === 'enRuta') continue;
          const { problem, solution } = ruteoDe([{ vehiculoId: id, ficha: v.ficha, paradas: v.paradas }], [], now);
          expect(verify(problem, solution)).toStrictEqual([]);
          for (const { eta, ventana } of v.paradas) {
            if (!ventana) continue;
            expect(Date.parse(eta)).toBeGreaterThanOrEqual(Date.parse(ventana.desde));
            expect(Date.parse(eta)).toBeLessThanOrEqual(Date.parse(ventana.hasta));
          }
        }
      });
    }),
    { numRuns: 150 },
  );
});
