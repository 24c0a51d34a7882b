import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Zona } from '#events/comun/lugar.ts';
import type { Ventana } from '#events/comun/tiempo.ts';
import { esOtraHora } from '#events/ordenes/llegada.ts';
import type { AnyCommand } from '#shared/model/command.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { actualizarEncargo } from './commands/actualizarEncargo.ts';
import { asignarParada } from './commands/asignarParada.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { descargarEntrega } from './commands/descargarEntrega.ts';
import { deshacerRuta } from './commands/deshacerRuta.ts';
import { fijarParada } from './commands/fijarParada.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarMantenimiento } from './commands/iniciarMantenimiento.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { liberarParada } from './commands/liberarParada.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { retirarEntrega } from './commands/retirarEntrega.ts';
import { terminarMantenimiento } from './commands/terminarMantenimiento.ts';
import { entrega, vehiculoConMercancia } from './entrega.ts';
import { plan, planIdDe } from './plan.ts';
import { HOY, NORTE, OTRA, ordenN, SUR, VAN, ZONA_SUR } from './testing/ejemplos.ts';
import { a, bodegas, CERCA, entre, flota, MEDELLIN, partesDe, pedido } from './testing/pedidos.ts';
import { paradasAbiertas, vehiculo } from './vehiculo.ts';

const VEHICULOS = [VAN, OTRA];
const ORDENES = [1, 2, 3, 4].map(ordenN);
const MANANA = '2030-01-16';
const DIAS = [HOY, MANANA];
const DICEN_LA_HORA = new Set(['EntregaPlanificada', 'EntregaEnRuta']);

interface Datos {
  readonly ordenId: string;
  readonly vehiculoId: string;
  readonly dia: string;
  readonly intento: number;
  readonly pesoKg: number;
  readonly bodegaId: string;
  readonly zona: Zona;
  readonly ventana: Ventana;
  readonly si: boolean;
  readonly revision: number;
}

const encargoDe = ({ ordenId, pesoKg, bodegaId }: Datos) =>
  pedido(ordenId, { pesoKg, bodegaId, partes: partesDe(bodegaId) }).encargo;

/** What anybody may ask for at any time, likely or not: the first ones often. */
const ACTOS: Readonly<Record<string, (d: Datos) => readonly [AnyCommand, object]>> = {
  planificar: (d) => [planificarEntrega, { ordenId: d.ordenId, encargo: encargoDe(d), intento: 1 }],
  reintentar: (d) => [planificarEntrega, { ordenId: d.ordenId, intento: d.intento }],
  buscar: ({ ordenId }) => [buscarPlan, { ordenId }],
  actualizar: ({ ordenId, zona, ventana, si, revision }) => [
    actualizarEncargo,
    { ordenId, clienteId: 'tienda-de-ejemplo', revision, cambios: si ? { zona } : { ventana } },
  ],
  asignar: ({ ordenId, vehiculoId, dia, si }) => [asignarParada, { ordenId, vehiculoId, dia, fija: si }],
  salir: ({ vehiculoId }) => [iniciarRuta, { vehiculoId }],
  volver: ({ vehiculoId }) => [finalizarRuta, { vehiculoId }],
  fallar: ({ ordenId, vehiculoId }) => [reportarEntregaFallida, { ordenId, vehiculoId, motivo: 'ausente' }],
  reparar: ({ vehiculoId }) => [terminarMantenimiento, { vehiculoId }],
  deshacer: ({ vehiculoId }) => [deshacerRuta, { vehiculoId }],
  retirar: ({ ordenId }) => [retirarEntrega, { ordenId, motivo: 'No' }],
  descargar: ({ ordenId, bodegaId, revision }) => [
    descargarEntrega,
    { ordenId, bodegaId, partes: partesDe(bodegaId), revision },
  ],
  liberar: ({ ordenId, vehiculoId, dia }) => [liberarParada, { ordenId, vehiculoId, dia }],
  fijar: ({ ordenId, vehiculoId, dia, si }) => [fijarParada, { ordenId, vehiculoId, dia, fija: si }],
  varar: ({ vehiculoId }) => [iniciarMantenimiento, { vehiculoId, motivo: 'Frenos' }],
};

const NOMBRES = Object.keys(ACTOS);

const acto = fc.record({
  nombre: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...NOMBRES.slice(0, 9)) },
    { weight: 1, arbitrary: fc.constantFrom(...NOMBRES) },
  ),
  ordenId: fc.constantFrom(...ORDENES),
  vehiculoId: fc.constantFrom(...VEHICULOS),
  dia: fc.constantFrom(...DIAS),
  intento: fc.constantFrom(2, 2, 3),
  pesoKg: fc.constantFrom(5, 40, 60, 120),
  bodegaId: fc.constantFrom(NORTE, SUR),
  zona: fc.constantFrom(CERCA, ZONA_SUR, MEDELLIN),
  ventana: fc.constantFrom(entre('09:00', '11:00'), entre('09:00', '11:00', MANANA)),
  si: fc.boolean(),
  revision: fc.integer({ min: 1, max: 20 }),
});

/** In how many places each order is to be brought from: plans, and open stops of routes. */
function lugares(store: MemoryStore): Map<string, string[]> {
  const donde = new Map(ORDENES.map((ordenId) => [ordenId, [] as string[]]));
  for (const vehiculoId of VEHICULOS) {
    for (const dia of DIAS) {
      for (const { ordenId } of store.stateOf(plan, planIdDe(vehiculoId, dia)).paradas)
        donde.get(ordenId)?.push(`${vehiculoId} ${dia}`);
    }
    for (const { ordenId } of paradasAbiertas(store.stateOf(vehiculo, vehiculoId)))
      donde.get(ordenId)?.push(vehiculoId);
  }
  return donde;
}

test('cada orden está en el único lugar que su entrega dice, con quien tiene su mercancía, y cabe', () => {
  fc.assert(
    fc.property(fc.array(acto, { minLength: 30, maxLength: 60, size: 'max' }), (actos) => {
      const store = new MemoryStore({
        ...bodegas(),
        ...flota({ [VAN]: {}, [OTRA]: { bodegaId: SUR, base: ZONA_SUR } }),
      });
      for (const [n, { nombre, ...datos }] of actos.entries()) {
        const hora = new Date(Date.parse(a('07:00')) + n * 300_000).toISOString();
        const [comando, entrada] = (ACTOS[nombre] as (typeof ACTOS)[string])(datos);
        store.run(comando, entrada, { now: hora, id: ordenN(1_000 + n) });
        for (const [ordenId, donde] of lugares(store)) {
          const e = store.stateOf(entrega, ordenId);
          const dicho = e.plan ? [`${e.plan.vehiculoId} ${e.plan.dia}`] : [];
          const enRuta = e.estado === 'enRuta' ? [e.viaje?.vehiculoId] : [];
          expect(donde).toStrictEqual([...dicho, ...enRuta]);
          const en = vehiculoConMercancia(e);
          if (en !== undefined) for (const lugar of donde) expect(lugar.startsWith(en)).toBe(true);
        }
        for (const parada of VEHICULOS.flatMap((id) =>
          DIAS.flatMap((dia) => store.stateOf(plan, planIdDe(id, dia)).paradas),
        )) {
          const dichos = store.facts(`entrega#${parada.ordenId}`).filter(({ type }) => DICEN_LA_HORA.has(type));
          const dicha = { eta: dichos.at(-1)?.data.eta, ventana: parada.ventana };
          expect(esOtraHora(dicha, parada.eta, 'asignada')).toBe(false);
          expect(dichos.findLast(({ data }) => data.cambio !== undefined)?.data.cambio).toBe(parada.cambio);
        }
        for (const vehiculoId of VEHICULOS) {
          for (const dia of DIAS) {
            const kg = store
              .stateOf(plan, planIdDe(vehiculoId, dia))
              .paradas.reduce((suma, { pesoKg }) => suma + pesoKg, 0);
            expect(kg).toBeLessThanOrEqual(100);
          }
        }
      }
    }),
    { numRuns: 50 },
  );
});
