import { randomUUID } from 'node:crypto';
import { idOf, type Recorded } from '#shared/model/envelope.ts';
import { decide } from '#shared/runtime/eventLog/decide.ts';
import { byMessage } from '#shared/runtime/lambda/batch.ts';
import { queueFunction } from '#shared/runtime/lambda/middleware.ts';
import { causesOf } from '#shared/runtime/lambda/recorded.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readAll, readView } from '#shared/runtime/views/read.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { aBuscar } from './pendientes.ts';
import { entregas, type VistaEntrega } from './projections/entregas.ts';
import { flota } from './projections/flota.ts';

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
 * Looks again for a place for orders, and gives how many were planned or told another reason. Throws in the end when
 * one could not be looked for: no other waits for it.
 */
export async function buscar(ordenes: readonly string[], { traceparent, ...causa }: Causa): Promise<number> {
  let cambiaron = 0;
  let failed = 0;
  for (const ordenId of ordenes) {
    try {
      const ids = { commandId: randomUUID(), comesAgain: false, ...causa };
      const request = { input: { ordenId }, ...ids, actor: ACTOR, ...(traceparent && { traceparent }) };
      const result = await decide(buscarPlan, request);
      if ('changed' in result && result.changed) cambiaron += 1;
    } catch (error) {
      logger.error(`No place could be looked for, for the order ${ordenId}`, error as Error);
      failed += 1;
    }
  }
  logger.info('buscador', { buscadas: ordenes.length, cambiaron });
  if (failed > 0) throw new Error(`${failed} of ${ordenes.length} orders could not be looked for.`);
  return cambiaron;
}

/** When a vehicle is free, new or otherwise: looks again for a place for what waits, once the view of the fleet knows it. */
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
    const [primero] = sabidos.flat();
    if (!primero) return;
    const { correlationId, id } = primero.event.metadata;
    await traced(causesOf(sabidos.flat()), async (traceparent) =>
      buscar(aBuscar(await pendientes(), new Date().toISOString()), { correlationId, causationId: id, traceparent }),
    );
  },
});

async function seSabe(events: readonly Recorded[]): Promise<boolean> {
  const versiones = events.map(async ({ metadata: { stream, version } }) => {
    const fila = await readView(flota, idOf(stream), directoryTable(flota.name));
    return (fila?.version ?? 0) >= version;
  });
  return (await Promise.all(versiones)).every(Boolean);
}
