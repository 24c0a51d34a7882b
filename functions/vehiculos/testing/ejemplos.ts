import type * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaEncargada } from '#events/vehiculos/EntregaEncargada.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { ManejoAsumido } from '#events/vehiculos/ManejoAsumido.ts';
import { ParadaPlanificada } from '#events/vehiculos/ParadaPlanificada.ts';
import { PlanAbierto } from '#events/vehiculos/PlanAbierto.ts';
import { EJEMPLO_DE_PARADA, type Parada } from '#events/vehiculos/parada.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import type { AnyCommand, DecisionContext } from '#shared/model/command.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection } from '#shared/model/rejection.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { MemoryStore } from '#shared/testing/store.ts';

/** Two vans of the northern warehouse. */
export const VAN = EJEMPLO.vehiculoId;
export const OTRA = EJEMPLO.otroVehiculoId;
export const NORTE = EJEMPLO.bodegaId;
export const SUR = 'BOG-SUR';
export const BASE = { lat: 4.76, lon: -74.045 };
export const ZONA_SUR = { lat: 4.58, lon: -74.14 };

/** The day of the tests, and its plan of the van. */
export const HOY = EJEMPLO.dia;
export const PLAN = `${VAN}:${HOY}`;

/** The driver that has the van today, as whoever acts, and another one. */
export const CONDUCTOR = { actor: { subject: 'c', scopes: [], conductorId: EJEMPLO.conductorId } };
export const OTRO_CONDUCTOR = { actor: { subject: 'o', scopes: [], conductorId: 'conductor-08' } };

/** The id of the nth order of a test. */
export const ordenN = (n: number): string => `0f8fad5b-d9cb-469f-a165-${String(n).padStart(12, '0')}`;

/** A van with room for a hundred kilograms. */
export const registrado = (vehiculoId: string) =>
  VehiculoRegistrado({ vehiculoId, bodegaId: NORTE, base: BASE, capacidadKg: 100, capacidadM3: 1 });

/** What each order asks for: three units of coffee and two of cocoa. */
export const LINEAS = [
  { sku: 'CAFE-500', cantidad: 3 },
  { sku: 'CACAO-250', cantidad: 2 },
];

/** What is to be brought for an order. */
function encargada(ordenId: string, lleva: Pick<z.output<typeof EntregaEncargada.schema>, 'partes' | 'pesoKg'>) {
  const { destinatario, direccion, ciudad } = EntregaEncargada.example;
  const quien = { ordenId, clienteId: EJEMPLO.clienteId, destinatario, direccion, ciudad, zona: EJEMPLO.zona };
  const que = { bodegaId: NORTE, lineas: LINEAS, volumenM3: 0.02, ...lleva };
  return EntregaEncargada({ ...quien, ...que, prioridad: 'normal' });
}

/** The stop of an order in a plan of the van. */
export function paradaDe(ordenId: string, cambios: Partial<Parada> = {}): Parada {
  const { ventana: _, ...parada } = EJEMPLO_DE_PARADA;
  return { ...parada, ordenId, pesoKg: 10, volumenM3: 0.02, ...cambios };
}

/** Whose plan it is, and of which day: that of the van for today, if nothing else is said. */
interface DeQuien {
  readonly dia?: string;
  readonly vehiculoId?: string;
}

/**
 * Two vans, one with a plan of a day for these stops. The coffee of each order is in the northern warehouse; the cocoa too,
 * or where the stop says that goods are to be fetched, in equal parts.
 */
export function conPlan(paradas: readonly Parada[], { dia = HOY, vehiculoId = VAN }: DeQuien = {}): Streams {
  const plan = { planId: `${vehiculoId}:${dia}`, vehiculoId, dia };
  const entregas = paradas.map(({ ordenId, recogidas, eta, intento, cambio, pesoKg }): [string, Fact[]] => {
    const donde = recogidas.length > 0 ? recogidas.map(({ bodegaId }) => bodegaId) : [NORTE];
    const cacao = donde.map((bodegaId) => ({ bodegaId, sku: 'CACAO-250', cantidad: 2 / donde.length }));
    const partes = [{ bodegaId: NORTE, sku: 'CAFE-500', cantidad: 3 }, ...cacao];
    const planificada = EntregaPlanificada({ ordenId, vehiculoId, dia, eta, intento, cambio });
    return [`entrega#${ordenId}`, [encargada(ordenId, { partes, pesoKg }), planificada]];
  });
  return {
    [`vehiculo#${VAN}`]: [registrado(VAN)],
    [`vehiculo#${OTRA}`]: [registrado(OTRA)],
    [`manejo#${VAN}:${HOY}`]: [ManejoAsumido({ vehiculoId: VAN, dia: HOY, conductorId: EJEMPLO.conductorId })],
    [`plan#${plan.planId}`]: [
      PlanAbierto({ ...plan, bodegaId: NORTE }),
      ...paradas.map((parada, posicion) => ParadaPlanificada({ ...plan, posicion, ...parada })),
    ],
    ...Object.fromEntries(entregas),
  };
}

/** The same stop in the plan of a vehicle after what has happened to the order; its delivery, without being asked for again. */
export function conOtroPlan(antes: Streams, parada: Parada, cual: DeQuien): Streams {
  const { ordenId } = parada;
  const { dia = HOY, vehiculoId = VAN } = cual;
  const nuevo = conPlan([parada], cual);
  const [plan, entrega] = [`plan#${vehiculoId}:${dia}`, `entrega#${ordenId}`];
  return conMas(antes, { [plan]: nuevo[plan] ?? [], [entrega]: nuevo[entrega]?.slice(1) ?? [] });
}

/** Streams with more facts at their ends. */
export function conMas(streams: Streams, mas: Streams): Streams {
  const juntos = Object.entries(mas).map(([stream, facts]) => [stream, [...(streams[stream] ?? []), ...facts]]);
  return { ...streams, ...Object.fromEntries(juntos) };
}

/** A command, its input, and what else it knows. */
export type Paso = readonly [AnyCommand, object, Partial<DecisionContext>?];

/** Streams after some commands, none of which may be refused. */
export function tras(streams: Streams, ...pasos: readonly Paso[]): Streams {
  const store = new MemoryStore(streams);
  for (const [command, input, options] of pasos) {
    const outcome = store.run(command, input, options);
    if (isRejection(outcome)) throw new Error(`Refused: ${outcome.rejected} ${outcome.detail ?? ''}`);
  }
  return store.streams();
}
