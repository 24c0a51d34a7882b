import { streamOf } from '#shared/model/envelope.ts';
import { fault } from '#shared/runtime/fault.ts';
import { eventsAfter } from '#shared/runtime/follow/history.ts';
import { answering } from '#shared/runtime/lambda/answering.ts';
import { deadLettersOf, depthOf } from '#shared/runtime/queues/depths.ts';
import { versionIn, viewNames } from '#shared/runtime/views/lag.ts';
import { PreguntaPorOrden } from './respuesta.ts';
import { type Avance, explicar } from './vistas.ts';

/** The streams that are called by an order's id. */
const FLUJOS = ['orden', 'reserva', 'entrega'] as const;

export const handler = answering({ scope: 'sistema:leer', accepts: PreguntaPorOrden }, async ({ ordenId }) => {
  const vistas = Object.entries(viewNames()).filter(([, { of }]) => (FLUJOS as readonly unknown[]).includes(of));
  const filas = await Promise.all(
    vistas.map(async ([vista, name]) => ({ vista, name, version: await versionIn(vista, name, ordenId) })),
  );
  const avances = await Promise.all(
    FLUJOS.map(async (flujo) => {
      const suyas = filas.filter(({ name }) => name.of === flujo);
      const events = await eventsAfter(streamOf(flujo, ordenId), 0);
      return Promise.all(suyas.map((fila) => avanceDe(fila, flujo, events)));
    }),
  );
  const todos = avances.flat().filter(({ versionDelRegistro }) => versionDelRegistro > 0);
  if (todos.length === 0) throw fault('NO_EXISTE', { detail: 'La orden no existe.' });
  return { ordenId, vistas: explicar(todos) };
});

async function avanceDe(
  { vista, version }: { readonly vista: string; readonly version: number },
  flujo: string,
  events: Awaited<ReturnType<typeof eventsAfter>>,
): Promise<Avance> {
  const [{ esperan, enCurso, aplazados }, muertos] = await Promise.all([depthOf(vista), deadLettersOf(vista)]);
  const falta = events.find(({ metadata }) => metadata.version > version);
  return {
    vista,
    flujo,
    version,
    versionDelRegistro: events.at(-1)?.metadata.version ?? 0,
    atrasadaDesde: falta?.metadata.occurredAt,
    enCola: esperan + enCurso + aplazados,
    muertos,
  };
}
