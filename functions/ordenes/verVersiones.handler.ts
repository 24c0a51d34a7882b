import { streamOf } from '#shared/model/envelope.ts';
import { fault } from '#shared/runtime/fault.ts';
import { type Cursor, fold, type Reveal } from '#shared/runtime/follow/fold.ts';
import { eventsAfter } from '#shared/runtime/follow/history.ts';
import { answering } from '#shared/runtime/lambda/answering.ts';
import { blankPersonal, decryptPersonal } from '#shared/runtime/personalData/events.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readView } from '#shared/runtime/views/read.ts';
import { ordenes, type VistaOrden } from './projections/ordenes.ts';
import { type Paso, PreguntaPorVersiones, responderVersiones } from './versiones.ts';

const MAY = { scope: 'ordenes:leer', forCustomers: true, accepts: PreguntaPorVersiones } as const;

/** An order after each of its facts, by the view's own fold; for operators, and for its customer. */
export const handler = answering(MAY, async ({ ordenId }, { clienteId }) => {
  const [fila, events] = await Promise.all([
    readView(ordenes, ordenId, directoryTable(ordenes.name)),
    eventsAfter(streamOf(ordenes.options.of, ordenId), 0),
  ]);
  // An instance may still hold the key of a customer who was forgotten; the row knows it.
  const pasos = await pasosDe(events, fila?.forgotten ? blankPersonal : decryptPersonal);
  const orden = pasos.at(-1)?.orden;
  if (!orden || (clienteId !== undefined && orden.clienteId !== clienteId))
    throw fault('NO_EXISTE', { detail: 'La orden no existe.' });
  return responderVersiones(ordenId, pasos);
});

async function pasosDe(events: Awaited<ReturnType<typeof eventsAfter>>, reveal: Reveal): Promise<readonly Paso[]> {
  const pasos: Paso[] = [];
  let cursor: Cursor<VistaOrden | undefined> = { version: 0, state: undefined };
  for (const event of events) {
    cursor = await fold(ordenes.handlers, cursor, { news: [event], reveal });
    if (cursor.state) pasos.push({ event, orden: cursor.state });
  }
  return pasos;
}
