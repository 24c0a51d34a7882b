import { XRayClient } from '@aws-sdk/client-xray';
import { type Recorded, streamOf } from '#shared/model/envelope.ts';
import { fault } from '#shared/runtime/fault.ts';
import { eventsAfter } from '#shared/runtime/follow/history.ts';
import { answering } from '#shared/runtime/lambda/answering.ts';
import { deadLettersOf, queueNames } from '#shared/runtime/queues/depths.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { contextOf, xrayTraceId } from '#shared/runtime/tracing/context.ts';
import { tracesOf } from '#shared/runtime/tracing/traces.ts';
import { callsIn } from '#shared/runtime/tracing/tree.ts';
import { MAS_HECHOS, sinExito, type Tramo, tramosDe } from './causas.ts';
import { PreguntaPorOrden } from './respuesta.ts';

/** The streams that are called by an order's id, the saga's own among them: its requests are events too. */
const FLUJOS = ['orden', 'reserva', 'entrega', 'cumplimiento'];
/** The latest traces of a long life: the order's own, and those of what people did to it. */
const MAS_TRAZAS = 20;

let xray: XRayClient | undefined;

export const handler = answering({ scope: 'sistema:leer', accepts: PreguntaPorOrden }, async ({ ordenId }) => {
  const leidos = await Promise.all(FLUJOS.map((flujo) => eventsAfter(streamOf(flujo, ordenId), 0)));
  const events = leidos.flat().sort(porTiempo);
  if (events.length === 0) throw fault('NO_EXISTE', { detail: 'La orden no existe.' });
  const { fuente, nota, tramos: leido } = await tramosLeidos(events);
  const { prefix, dead } = queueNames();
  const tramos = tramosDe(leido, prefix);
  const conCola = new Set(dead);
  const muertos = await Promise.all(
    sinExito(leido, prefix)
      .filter((funcion) => conCola.has(funcion))
      .map(async (funcion) => ({ funcion, mensajes: await deadLettersOf(funcion) })),
  );
  return { ordenId, fuente, ...(nota && { nota }), hechos: events.slice(-MAS_HECHOS).map(hechoDe), tramos, muertos };
});

interface Leidos {
  readonly fuente: 'trazas' | 'registro';
  readonly nota?: string;
  readonly tramos: readonly Tramo[];
}

async function tramosLeidos(events: readonly Recorded[]): Promise<Leidos> {
  const contexts = events.flatMap(({ metadata }) => contextOf(metadata.traceparent) ?? []);
  const todas = [...new Set(contexts.filter(({ sampled }) => sampled).map(xrayTraceId))];
  try {
    xray ??= new XRayClient({});
    const trazas = await tracesOf(xray, todas.slice(-MAS_TRAZAS));
    if (trazas.length === 0)
      return { fuente: 'registro', nota: 'X-Ray no tiene, o no tiene aún, la traza de esta orden', tramos: [] };
    const tramos = trazas.flatMap(({ id, segments }) =>
      segments.map((trabajo) => ({ traza: id, trabajo, llamadas: callsIn(trabajo) })),
    );
    const menos = todas.length - MAS_TRAZAS;
    return { fuente: 'trazas', ...(menos > 0 && { nota: `Faltan las ${menos} trazas más viejas` }), tramos };
  } catch (error) {
    logger.warn('X-Ray could not be asked', error as Error);
    return { fuente: 'registro', nota: 'Aquí no hay X-Ray: se dice lo que el registro sabe', tramos: [] };
  }
}

function hechoDe({ type, metadata }: Recorded) {
  const { id, stream, version, context, occurredAt, causationId, correlationId, actor, traceparent } = metadata;
  const tramo = contextOf(traceparent)?.spanId;
  return {
    id,
    flujo: stream,
    version,
    hecho: type,
    contexto: context,
    en: occurredAt,
    causa: causationId,
    correlacion: correlationId,
    actor,
    ...(tramo && { tramo }),
  };
}

function porTiempo(a: Recorded, b: Recorded): number {
  const [uno, otro] = [a.metadata, b.metadata];
  return Date.parse(uno.occurredAt) - Date.parse(otro.occurredAt) || uno.version - otro.version;
}
