import { randomUUID } from 'node:crypto';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { antes } from '#events/comun/tiempo.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import type { AnyCommand } from '#shared/model/command.ts';
import { idOf, type Recorded, streamOf } from '#shared/model/envelope.ts';
import { attempts } from '#shared/runtime/attempts.ts';
import { decide } from '#shared/runtime/eventLog/decide.ts';
import { load } from '#shared/runtime/eventLog/read.ts';
import { byMessage } from '#shared/runtime/lambda/batch.ts';
import { queueFunction } from '#shared/runtime/lambda/middleware.ts';
import { Later } from '#shared/runtime/lambda/putBack.ts';
import { causesOf, type Received } from '#shared/runtime/lambda/recorded.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readAll, readView } from '#shared/runtime/views/read.ts';
import { type Bodega, bodega, tocaEsperas, tocaPlanes } from './bodega.ts';
import { diaVigente } from './calendario.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { reordenarPlan } from './commands/reordenarPlan.ts';
import { aBuscar, losQueAta, quizaImposibles, quizaImposiblesDespues } from './pendientes.ts';
import { deQuien } from './plan.ts';
import { entregas, type VistaEntrega } from './projections/entregas.ts';
import { flota, type VistaVehiculo } from './projections/flota.ts';
import { planes, type VistaPlan } from './projections/planes.ts';
import { vehiculo } from './vehiculo.ts';

/** After these a vehicle may not be able to do what is in its plans. */
const MERMAN: readonly string[] = [MantenimientoIniciado.type, VehiculoCorregido.type, VehiculoRetirado.type];

/** So long plans of corrected warehouses are looked at in one go, in milliseconds: the last of them is done well within the function's time. */
const DE_UNA_VEZ_MS = 7_000;

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
    const ordenes = idsDe(paradas);
    if (ordenes.length === 0) continue;
    await buscar(ordenes, causa, true);
    if (dia >= hoy && (await cambia(reordenarPlan, { vehiculoId, dia }, causa))) await buscar(ordenes, causa, true);
  }
}

/** Gives the stops of a plan the hours that follow from what is so now: some are gone from it, or its vehicle comes back late. */
export async function acomodar(planId: string, causa: Causa): Promise<void> {
  const { vehiculoId, dia } = deQuien(planId);
  const vehiculo: VistaVehiculo | undefined = (await filaDeFlota(vehiculoId))?.state;
  if (dia < diaVigente(vehiculo?.calendario, new Date().toISOString())) return;
  await cambia(reordenarPlan, { vehiculoId, dia }, causa);
}

/**
 * Makes the plans right that a warehouse binds which is not what it was, today's before later ones: as those of a vehicle, save
 * that of its many stops only those are searched for that the views doubt. Gives whether it came to the end of them: what was
 * done is not to be done again.
 */
async function revisarBodega(bodegaId: string, causa: Causa, limite: number): Promise<boolean> {
  const { state } = await load(bodega, streamOf(bodega.name, bodegaId));
  const [suyos, porSalir]: [VistaVehiculo[], VistaPlan[]] = await Promise.all([
    readAll(flota, { index: 'porBase', value: bodegaId }, directoryTable(flota.name)),
    readAll(planes, { index: 'porSalir', value: 'si' }, directoryTable(planes.name)),
  ]);
  const propios = new Map(suyos.map((v) => [v.vehiculoId, v]));
  for (const plan of losQueAta(porSalir, bodegaId, new Set(propios.keys()))) {
    if (Date.now() >= limite) return false;
    const { vehiculoId, dia } = plan;
    const v: VistaVehiculo | undefined = propios.get(vehiculoId) ?? (await filaDeFlota(vehiculoId))?.state;
    if (!v) continue;
    const now = new Date().toISOString();
    const entorno = { bodegas: { [bodegaId]: state as Bodega }, now };
    const imposibles = quizaImposibles(plan, v, entorno);
    await buscar(idsDe(imposibles), causa, true);
    const tieneHoras = v.bodegaId === bodegaId && dia >= diaVigente(v.calendario, now);
    if (tieneHoras && (await cambia(reordenarPlan, { vehiculoId, dia }, causa)))
      await buscar(idsDe(quizaImposiblesDespues(plan, imposibles, { v, entorno })), causa, true);
  }
  return true;
}

/**
 * When a vehicle is free, new or otherwise: looks again for a place for what waits, once the view of the fleet knows it. When
 * it cannot work any more, or it or a warehouse is not what it was, or a stop has left its plan: makes the plans right before.
 * When others took the place of an order in the same moment: looks for another for that one.
 */
export const handler = queueFunction({
  by: byMessage,
  work: async (groups, failed) => {
    const limite = Date.now() + DE_UNA_VEZ_MS;
    const sabidos = await Promise.all(
      [...groups].map(async ([key, received]) => {
        if (await seSabe(received.map(({ event }) => event))) return received;
        failed(key, new Error('The view of the fleet does not know it yet.'));
        return [];
      }),
    );
    const [perdieron, otros] = enDos(sabidos.flat(), ({ event }) => event.type === EntregaSinPlan.type);
    const [deBodegas, deVehiculos] = enDos(otros, ({ event }) => event.type === BodegaCorregida.type);
    for (const uno of perdieron) {
      const { codigo, ordenId } = uno.event.data;
      if (codigo === 'LUGAR_TOMADO') await conCausa([uno], (causa) => insistir(ordenId, causa));
    }
    const acortados = deVehiculos.filter(({ event }) => event.type === ParadaQuitada.type);
    for (const [planId, suyos] of porFlujo(acortados)) await conCausa(suyos, (causa) => acomodar(planId, causa));
    const mermados = deVehiculos.filter(({ event }) => MERMAN.includes(event.type));
    for (const [vehiculoId, suyos] of porFlujo(mermados)) {
      await conCausa(suyos, (causa) => revisar(vehiculoId, causa));
    }
    const revisadas: Received[] = [];
    for (const [bodegaId, suyos] of porFlujo(deBodegas.filter(({ event }) => tocaPlanes(event.data)))) {
      if (await conCausa(suyos, (causa) => revisarBodega(bodegaId, causa, limite))) revisadas.push(...suyos);
      else for (const { record } of suyos) failed(record.messageId, new Later(1));
    }
    // What waits is told by its search how long it may.
    revisadas.push(...deBodegas.filter(({ event }) => tocaEsperas(event.data) && !tocaPlanes(event.data)));
    const libres = deVehiculos.filter(({ event }) => !SOLO_MERMAN.includes(event.type));
    const [primero, ...mas] = [...libres, ...revisadas];
    if (!primero) return;
    const now = new Date().toISOString();
    // What waits since a warehouse was corrected was searched with what it is now.
    const antesDe = libres.length > 0 ? now : ultimoInstante(revisadas);
    await conCausa([primero, ...mas], async (causa) =>
      buscar(
        aBuscar(
          (await pendientes()).filter(({ esperaDesde = '' }) => antes(esperaDesde, antesDe)),
          now,
        ),
        causa,
      ),
    );
  },
});

/** Does what follows from some events, as a part of their traces. */
function conCausa<T>(received: readonly [Received, ...Received[]], hacer: (causa: Causa) => Promise<T>): Promise<T> {
  const { correlationId, id: causationId } = received[0].event.metadata;
  return traced(causesOf(received), (traceparent) => hacer({ correlationId, causationId, traceparent }));
}

/** What happened to each vehicle or warehouse, by its id. */
function porFlujo(received: readonly Received[]): Map<string, [Received, ...Received[]]> {
  const grupos = new Map<string, [Received, ...Received[]]>();
  for (const uno of received) {
    const id = idOf(uno.event.metadata.stream);
    const grupo = grupos.get(id);
    if (grupo) grupo.push(uno);
    else grupos.set(id, [uno]);
  }
  return grupos;
}

/** Whether the view of the fleet knows what happened to vehicles; of what happened to others it tells nothing. */
async function seSabe(events: readonly Recorded[]): Promise<boolean> {
  const deVehiculos = events.filter(({ metadata: { stream } }) => stream === streamOf(vehiculo.name, idOf(stream)));
  const versiones = deVehiculos.map(async ({ metadata: { stream, version } }) => {
    return ((await filaDeFlota(idOf(stream)))?.version ?? 0) >= version;
  });
  return (await Promise.all(versiones)).every(Boolean);
}

function filaDeFlota(vehiculoId: string) {
  return readView(flota, vehiculoId, directoryTable(flota.name));
}

/** When the last of some events happened. */
function ultimoInstante(received: readonly Received[]): string {
  return received.map(({ event }) => event.metadata.occurredAt).reduce((a, b) => (antes(a, b) ? b : a));
}

function idsDe(paradas: VistaPlan['paradas']): readonly string[] {
  return paradas.map(({ ordenId }) => ordenId);
}

function enDos<T>(cosas: readonly T[], es: (cosa: T) => boolean): readonly [T[], T[]] {
  return [cosas.filter(es), cosas.filter((cosa) => !es(cosa))];
}
