import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aplazarEntrega as aplazar } from '#events/ordenes/aplazarEntrega.ts';
import { asignarOrden as asignar } from '#events/ordenes/asignarOrden.ts';
import { desasignarOrden as desasignar } from '#events/ordenes/desasignarOrden.ts';
import { ENTREGADO } from '#events/ordenes/entrega.ts';
import { iniciarTransito as iniciar } from '#events/ordenes/iniciarTransito.ts';
import { registrarDevolucion as devolver } from '#events/ordenes/registrarDevolucion.ts';
import { registrarEntrega as entregar } from '#events/ordenes/registrarEntrega.ts';
import { registrarIntentoFallido as fallar } from '#events/ordenes/registrarIntentoFallido.ts';
import { registrarReingreso as reingresar } from '#events/ordenes/registrarReingreso.ts';
import { type Salida, VIAJE } from '#events/ordenes/viaje.ts';
import type { Request } from '#shared/model/request.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { storm } from '#shared/testing/storm.ts';
import { ordenes } from './contexto.ts';
import { confirmada, creada } from './ejemplos.ts';

const { ordenId } = creada.data;
const { bodegaId: reingreso } = confirmada.data;
const comandos: Readonly<Record<string, (typeof ordenes.commands)[keyof typeof ordenes.commands]>> = ordenes.commands;

type Fin =
  | 'falla'
  | 'falla y sigue'
  | 'última falla'
  | 'se aplaza'
  | 'falla y reingresa'
  | 'se entrega'
  | 'se entrega en parte';

/** What the saga asks in a life whose journeys end like this, in the order in which it asks. */
function vida(...fines: readonly Fin[]): readonly Request[] {
  const peticiones: Request[] = [];
  let salidas: Salida[] = [];
  let turno = { intento: 1, cambio: 0 };
  for (const [n, fin] of fines.entries()) {
    // An attempt on the route of the one before is in no plan.
    const sigue = fines[n - 1] === 'falla y sigue';
    const { rutaId: _, ...asignacion } = { ...VIAJE, ...turno };
    const rutaId = sigue ? (salidas.at(-1)?.rutaId ?? '') : `${VIAJE.rutaId.slice(0, -1)}${n}`;
    const viaje = { ...asignacion, rutaId };
    const antes = { ordenId, salidas };
    if (!sigue) peticiones.push(asignar({ ...antes, ...asignacion }));
    peticiones.push(iniciar({ ...antes, ...viaje }));
    if (fin === 'se entrega' || fin === 'se entrega en parte') {
      const entrega = { ...viaje, ...ENTREGADO, completa: fin === 'se entrega' } as never;
      peticiones.push(entregar({ ...antes, ...(entrega as object) } as never));
      if (fin === 'se entrega en parte') peticiones.push(devolver({ ...devolver.example, ordenId, salidas, entrega }));
    } else if (fin === 'se aplaza') {
      peticiones.push(aplazar({ ...antes, ...viaje, cargada: true }));
      salidas = [...salidas, { ...viaje, cargada: true }];
      turno = { ...turno, cambio: turno.cambio + 1 };
    } else {
      const fallo = { motivo: 'ausente', final: fin === 'última falla' } as const;
      peticiones.push(fallar({ ...antes, ...viaje, ...fallo }));
      const fallida = { ...viaje, cargada: true, fallo };
      salidas = [...salidas, fin === 'falla y reingresa' ? { ...fallida, reingreso } : fallida];
      if (fin === 'falla y reingresa') peticiones.push(reingresar({ ordenId, salidas }));
      if (fin === 'última falla') peticiones.push(devolver({ ...devolver.example, ordenId, salidas }));
      turno = { intento: turno.intento + 1, cambio: 0 };
    }
  }
  return peticiones;
}

function historia(llegada: readonly Request[]) {
  const flujo = `orden#${ordenId}`;
  const store = new MemoryStore({ [flujo]: [creada, confirmada] });
  for (const { type, data } of llegada) store.run(comandos[type] as never, data);
  return store.facts(flujo).slice(2);
}

const tipos = (llegada: readonly Request[]) => historia(llegada).map(({ type }) => type);

const VIAJE_FALLIDO = ['OrdenAsignada', 'OrdenEnTransito', 'EntregaDeOrdenFallida'];

describe('las peticiones de una vida llevan a la misma historia', () => {
  test.each<[readonly Fin[], readonly string[]]>([
    [['se entrega'], ['OrdenAsignada', 'OrdenEnTransito', 'OrdenEntregada']],
    [['última falla'], [...VIAJE_FALLIDO, 'OrdenDevuelta']],
    [
      ['falla', 'última falla'],
      [...VIAJE_FALLIDO, ...VIAJE_FALLIDO, 'OrdenDevuelta'],
    ],
    [
      ['falla y sigue', 'se entrega'],
      [...VIAJE_FALLIDO, 'OrdenEnTransito', 'OrdenEntregada'],
    ],
    [
      ['falla y reingresa', 'se entrega'],
      [...VIAJE_FALLIDO, 'OrdenReingresada', 'OrdenAsignada', 'OrdenEnTransito', 'OrdenEntregada'],
    ],
    [
      ['se aplaza', 'se entrega en parte'],
      [
        'OrdenAsignada',
        'OrdenEnTransito',
        'EntregaDeOrdenAplazada',
        ...['OrdenAsignada', 'OrdenEnTransito', 'OrdenEntregada', 'RestoDevuelto'],
      ],
    ],
  ])('lleguen como lleguen: %j', (fines, hechos) => {
    const enOrden = vida(...fines);
    expect(tipos(enOrden)).toStrictEqual(hechos);
    const esperada = historia(enOrden);
    for (const llegada of permutaciones(enOrden)) expect(historia(llegada)).toStrictEqual(esperada);
  });

  test.each<[readonly Fin[], number]>([
    [['falla', 'falla', 'última falla'], 10],
    [['falla', 'falla y sigue', 'última falla'], 9],
    [['falla', 'se aplaza', 'falla y reingresa', 'se aplaza', 'se entrega en parte'], 17],
  ])('y aunque se repitan: %j', (fines, hechos) => {
    const enOrden = vida(...fines);
    const esperada = historia(enOrden);
    expect(esperada).toHaveLength(hechos);
    fc.assert(
      fc.property(storm(enOrden), (llegada) => {
        expect(historia(llegada)).toStrictEqual(esperada);
      }),
      { numRuns: 300 },
    );
  });

  test('un lugar perdido y hallado otra vez: al final tiene el último, lleguen como lleguen', () => {
    const { rutaId: _, ...asignacion } = VIAJE;
    const comun = { ordenId, salidas: [] };
    const peticiones = [
      asignar({ ...comun, ...asignacion }),
      desasignar({ ...comun, intento: 1, cambio: 1 }),
      asignar({ ...comun, ...asignacion, cambio: 2 }),
      desasignar({ ...comun, intento: 1, cambio: 3 }),
    ];
    for (const llegada of permutaciones(peticiones.slice(0, 3))) expect(tipos(llegada).at(-1)).toBe('OrdenAsignada');
    for (const llegada of permutaciones(peticiones)) expect(tipos(llegada).at(-1)).toBe('OrdenDesasignada');
  });

  test('la prueba que llega tarde vale, venga antes o después de la devolución', () => {
    const deTardia = { ...VIAJE, ...ENTREGADO, ordenId, salidas: [] } as never;
    const vuelta = vida('última falla');
    fc.assert(
      fc.property(storm([...vuelta, entregar(deTardia)]), (llegada) => {
        expect(tipos(llegada)).toContain('OrdenEntregada');
        expect(tipos(llegada).at(-1)).toBe('OrdenEntregada');
      }),
      { numRuns: 200 },
    );
  });
});

function permutaciones<T>(cosas: readonly T[]): T[][] {
  if (cosas.length < 2) return [[...cosas]];
  return cosas.flatMap((cosa, n) =>
    permutaciones([...cosas.slice(0, n), ...cosas.slice(n + 1)]).map((resto) => [cosa, ...resto]),
  );
}
