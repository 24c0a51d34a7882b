import { randomUUID } from 'node:crypto';
import { isRejection } from '#shared/model/rejection.ts';
import { decide } from '#shared/runtime/eventLog/decide.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { firstTraceparent } from '#shared/runtime/tracing/context.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readAll } from '#shared/runtime/views/read.ts';
import { planificarRutas } from './commands/planificarRutas.ts';
import { flota, type VistaVehiculo } from './projections/flota.ts';

const ACTOR = { subject: 'planificador', scopes: [] };

/**
 * Every so often: plans anew, warehouse by warehouse, what no vehicle has left with yet. Throws in the end when one could
 * not be planned: no other waits for it.
 */
export async function handler(): Promise<{ readonly planificadas: readonly string[] }> {
  const vehiculos: readonly VistaVehiculo[] = await readAll(flota, {}, directoryTable('flota'));
  const bases = new Set(vehiculos.map(({ bodegaId }) => bodegaId));
  const planificadas: string[] = [];
  const failed: string[] = [];
  for (const bodegaId of bases) {
    try {
      if (await plan(bodegaId)) planificadas.push(bodegaId);
    } catch (error) {
      logger.error(`The warehouse ${bodegaId} could not be planned`, error as Error);
      failed.push(bodegaId);
    }
  }
  logger.info('planificador', { planificadas });
  if (failed.length > 0) throw new Error(`${failed.length} of ${bases.size} warehouses could not be planned.`);
  return { planificadas };
}

/** Plans one warehouse anew, and gives whether that changed anything. */
async function plan(bodegaId: string): Promise<boolean> {
  const id = randomUUID();
  const ids = { commandId: id, comesAgain: false, correlationId: id, causationId: id };
  const request = { input: { bodegaId }, ...ids, actor: ACTOR };
  const result = await traced([firstTraceparent(undefined)], (traceparent) =>
    decide(planificarRutas, { ...request, ...(traceparent && { traceparent }) }),
  );
  return !isRejection(result) && result.changed;
}
