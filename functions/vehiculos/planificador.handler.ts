import { randomUUID } from 'node:crypto';
import { streamOf } from '#shared/model/envelope.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { decide } from '#shared/runtime/eventLog/decide.ts';
import { load } from '#shared/runtime/eventLog/read.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { firstTraceparent } from '#shared/runtime/tracing/context.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { planificarRutas } from './commands/planificarRutas.ts';
import { FLOTA, type Flota, flota } from './flota.ts';

const ACTOR = { subject: 'planificador', scopes: [] };

/** Every so often: plans anew, warehouse by warehouse, what no vehicle has left with yet. */
export async function handler(): Promise<{ readonly planificadas: readonly string[] }> {
  const { state } = await load(flota, streamOf(flota.name, FLOTA));
  const bases = new Set(Object.values((state as Flota).vehiculos).map(({ bodegaId }) => bodegaId));
  const planificadas: string[] = [];
  for (const bodegaId of bases) {
    const id = randomUUID();
    const ids = { commandId: id, comesAgain: false, correlationId: id, causationId: id };
    const request = { input: { bodegaId }, ...ids, actor: ACTOR };
    const result = await traced([firstTraceparent(undefined)], (traceparent) =>
      decide(planificarRutas, { ...request, ...(traceparent && { traceparent }) }),
    );
    if (!isRejection(result) && result.changed) planificadas.push(bodegaId);
  }
  logger.info('planificador', { planificadas });
  return { planificadas };
}
