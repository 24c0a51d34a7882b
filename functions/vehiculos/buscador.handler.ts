import { randomUUID } from 'node:crypto';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import type { AnyCommand } from '#shared/model/command.ts';
import { idOf, type Recorded } from '#shared/model/envelope.ts';
import { attempts } from '#shared/runtime/attempts.ts';
import { decide } from '#shared/runtime/eventLog/decide.ts';
import { byMessage } from '#shared/runtime/lambda/batch.ts';
import { queueFunction } from '#shared/runtime/lambda/middleware.ts';
import { causesOf } from '#shared/runtime/lambda/recorded.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readAll, readView } from '#shared/runtime/views/read.ts';
import { diaVigente } from './calendario.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { reordenarPlan } from './commands/reordenarPlan.ts';
import { aBuscar } from './pendientes.ts';
import { entregas, type VistaEntrega } from './projections/entregas.ts';
import { flota, type VistaVehiculo } from './projections/flota.ts';
import { planes, type VistaPlan } from './projections/planes.ts';

/** After these a vehicle may not be able to do what is in its plans. */
const MERMAN: readonly string[] = [MantenimientoIniciado.type, VehiculoCorregido.type, VehiculoRetirado.type];

/** After these it is no better for what waits. */
const SOLO_MERMAN: readonly string[] = [MantenimientoIniciado.type, VehiculoRetirado.type];

const ACTOR = { subject: 'buscador', scopes: [] };

/** What a search follows from. */
interface Causa {
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string | undefined;
}

/** What waits for a place in a plan, the longest first. */
export function pendientes(): Promise<readonly VistaEntrega[]> {
  return readAll(entregas, { index: 'porEspera', value: 'si' }, directoryTable(entregas.name));
}

/**
 * Looks again for a place for some orders, and gives how many were planned or told another reason. Throws in the end when
 * one could not be looked for: no other waits for it.
 * @param revisar that their vehicle is not what it was: also of those in a plan, that it cannot do any more.
 */
export async function buscar(ordenes: readonly string[], causa: Causa, revisar = false): Promise<number> {
  let cambiaron = 0;
  let failed = 0;
  for (const ordenId of ordenes) {
    try {
      if (await cambia(buscarPlan, { ordenId, revisar }, causa)) cambiaron += 1;
    } catch (error) {
      logger.error(`No place could be looked for, for the order ${ordenId}`, error as Error);
      failed += 1;
    }
  }
  logger.info('buscador', { buscadas: ordenes.length, cambiaron });
  if (failed > 0) throw new Error(`${failed} of ${ordenes.length} orders could not be looked for.`);
  return cambiaron;
}

/** Carries out a command once; whether it changed anything. */
async function cambia(command: AnyCommand, input: object, { traceparent, ...causa }: Causa): Promise<boolean> {
  const ids = { commandId: randomUUID(), comesAgain: false, ...causa };
  const request = { input, ...ids, actor: ACTOR, ...(traceparent && { traceparent }) };
  const result = await decide(command, request);
  return 'changed' in result && result.changed;
}

/** Looks at once for another place for what lost its own to others, as often as a race may be tried: each time the views know more. */
async function insistir(ordenId: string, causa: Causa): Promise<void> {
  for await (const _ of attempts()) if (await cambia(buscarPlan, { ordenId }, causa)) return;
}

/**
 * Makes the plans of a vehicle right that is not what it was: what it cannot do any more looks for another place, and what
 * stays has the hours that follow. At those it may not work.
 */
async function revisar(vehiculoId: string, causa: Causa): Promise<void> {
  const suyos: readonly VistaPlan[] = await readAll(
    planes,
    { index: 'porVehiculo', value: vehiculoId },
    directoryTable(planes.name),
  );
  const vehiculo: VistaVehiculo | undefined = (await filaDeFlota(vehiculoId))?.state;
  const hoy = diaVigente(vehiculo?.calendario, new Date().toISOString());
  for (const { dia, paradas } of suyos) {
    const ordenes = paradas.map(({ ordenId }) => ordenId);
    if (ordenes.length === 0) continue;
    await buscar(ordenes, causa, true);
    if (dia >= hoy && (await cambia(reordenarPlan, { vehiculoId, dia }, causa))) await buscar(ordenes, causa, true);
  }
}

/**
 * When a vehicle is free, new or otherwise: looks again for a place for what waits, once the view of the fleet knows it. When
 * it cannot work any more, or is not what it was: makes its plans right before. When others took the place of an order in the
 * same moment: looks for another for that one.
 */
export const handler = queueFunction({
  by: byMessage,
  work: async (groups, failed) => {
    const sabidos = await Promise.all(
      [...groups].map(async ([key, received]) => {
        if (await seSabe(received.map(({ event }) => event))) return received;
        failed(key, new Error('The view of the fleet does not know it yet.'));
        return [];
      }),
    );
    const [perdieron, deVehiculos] = enDos(sabidos.flat(), ({ event }) => event.type === EntregaSinPlan.type);
    for (const uno of perdieron) {
      const { data, metadata } = uno.event;
      if (data.codigo !== 'LUGAR_TOMADO') continue;
      const { correlationId, id: causationId } = metadata;
      await traced(causesOf([uno]), (traceparent) =>
        insistir(data.ordenId, { correlationId, causationId, traceparent }),
      );
    }
    for (const [vehiculoId, suyos] of porVehiculo(deVehiculos)) {
      const { correlationId, id: causationId } = suyos[0].event.metadata;
      await traced(causesOf(suyos), (traceparent) => revisar(vehiculoId, { correlationId, causationId, traceparent }));
    }
    const libres = deVehiculos.filter(({ event }) => !SOLO_MERMAN.includes(event.type));
    const [primero] = libres;
    if (!primero) return;
    const { correlationId, id } = primero.event.metadata;
    await traced(causesOf(libres), async (traceparent) =>
      buscar(aBuscar(await pendientes(), new Date().toISOString()), { correlationId, causationId: id, traceparent }),
    );
  },
});

/** What happened to each vehicle after which its plans are looked at, by its id. */
function porVehiculo<R extends { readonly event: Recorded }>(received: readonly R[]): Map<string, [R, ...R[]]> {
  const grupos = new Map<string, [R, ...R[]]>();
  for (const uno of received.filter(({ event }) => MERMAN.includes(event.type))) {
    const vehiculoId = idOf(uno.event.metadata.stream);
    const grupo = grupos.get(vehiculoId);
    if (grupo) grupo.push(uno);
    else grupos.set(vehiculoId, [uno]);
  }
  return grupos;
}

async function seSabe(events: readonly Recorded[]): Promise<boolean> {
  const deVehiculos = events.filter(({ type }) => type !== EntregaSinPlan.type);
  const versiones = deVehiculos.map(async ({ metadata: { stream, version } }) => {
    return ((await filaDeFlota(idOf(stream)))?.version ?? 0) >= version;
  });
  return (await Promise.all(versiones)).every(Boolean);
}

function filaDeFlota(vehiculoId: string) {
  return readView(flota, vehiculoId, directoryTable(flota.name));
}

function enDos<T>(cosas: readonly T[], es: (cosa: T) => boolean): readonly [T[], T[]] {
  return [cosas.filter(es), cosas.filter((cosa) => !es(cosa))];
}
