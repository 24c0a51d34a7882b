import { randomUUID } from 'node:crypto';
import { diaEnColombia } from '#events/comun/tiempo.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { decide } from '#shared/runtime/eventLog/decide.ts';
import { observed } from '#shared/runtime/lambda/middleware.ts';
import { count, logger } from '#shared/runtime/telemetry.ts';
import { firstTraceparent } from '#shared/runtime/tracing/context.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readAll } from '#shared/runtime/views/read.ts';
import { acomodar, buscar, pendientes } from './buscador.handler.ts';
import { masDias } from './calendario.ts';
import { planificarRutas } from './commands/planificarRutas.ts';
import { aBuscar, porDecidir, quizaSinVolver, quizaVencidas } from './pendientes.ts';
import { flota } from './projections/flota.ts';
import { planes, type VistaPlan } from './projections/planes.ts';

const ACTOR = { subject: 'planificador', scopes: [] };

/** A warehouse whose vehicles have something to do on a day. */
interface Jornada {
  readonly bodegaId: string;
  readonly dia: string;
}

/**
 * Every so often: looks for a place for what waits, and for what missed its plan; then plans anew, warehouse by warehouse,
 * what no vehicle has left with yet today and tomorrow; and counts what a person has to decide. Throws in the end when some
 * of it failed: nothing else waits for that.
 */
export const handler = observed(async () => {
  const now = new Date().toISOString();
  const id = randomUUID();
  const esperan = await pendientes();
  count('EntregasPorDecidir', porDecidir(esperan, now));
  const porSalir = await readAll(planes, { index: 'porSalir', value: 'si' }, directoryTable(planes.name));
  const vehiculos = await readAll(flota, {}, directoryTable(flota.name));
  const vencidas = quizaVencidas(porSalir, vehiculos, now);
  const sinVolver = quizaSinVolver(porSalir, vehiculos, now);
  const ordenes = [...aBuscar(esperan, now), ...vencidas];
  const causa = { correlationId: id, causationId: id };
  const failed = await cadaUno([
    ...sinVolver.map((planId) => () => acomodar(planId, causa)),
    () => buscar(ordenes, causa),
  ]);
  const jornadas = jornadasDe(porSalir, now);
  const mal = await cadaUno(jornadas.map((jornada) => () => planificar(jornada)));
  const resumen = { esperan: esperan.length, quedaron: vencidas.length, jornadas: jornadas.length };
  logger.info('planificador', resumen);
  if (failed + mal > 0)
    throw new Error(`${failed} searches, or ${mal} of ${jornadas.length} plans of a warehouse's day, failed.`);
  return resumen;
});

/** Does one after the other, and gives how many failed. */
async function cadaUno(pasos: readonly (() => Promise<unknown>)[]): Promise<number> {
  let failed = 0;
  for (const paso of pasos) {
    try {
      await paso();
    } catch (error) {
      logger.error('The planner could not do a part of its work', error as Error);
      failed += 1;
    }
  }
  return failed;
}

function jornadasDe(porSalir: readonly VistaPlan[], now: string): readonly Jornada[] {
  const hoy = diaEnColombia(now);
  const deAhora = porSalir.filter(({ dia }) => dia === hoy || dia === masDias(hoy, 1));
  const unicas = new Map(deAhora.map(({ bodegaId, dia }) => [`${bodegaId} ${dia}`, { bodegaId, dia }]));
  return [...unicas.values()];
}

/** Plans a warehouse's day anew. */
async function planificar(jornada: Jornada): Promise<void> {
  const id = randomUUID();
  const ids = { commandId: id, comesAgain: false, correlationId: id, causationId: id };
  const result = await traced([{ traceparent: firstTraceparent(undefined) }], (traceparent) =>
    decide(planificarRutas, { input: jornada, ...ids, actor: ACTOR, ...(traceparent && { traceparent }) }),
  );
  if (isRejection(result)) logger.warn('A day could not be planned', { ...jornada, codigo: result.rejected });
}
