import type { Context } from 'aws-lambda';
import { decide } from '#shared/runtime/eventLog/decide.ts';
import { observed } from '#shared/runtime/lambda/middleware.ts';
import { forgetKey, TRUSTED_MS } from '#shared/runtime/personalData/keys.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { firstTraceparent } from '#shared/runtime/tracing/context.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readAll } from '#shared/runtime/views/read.ts';
import { confirmarOlvido } from './confirmarOlvido.ts';
import { clientes, type VistaCliente } from './projections/clientes.ts';
import { ordenesAbiertas } from './projections/ordenesAbiertas.ts';

/**
 * How long a key is closed before it is deleted: for a minute an instance that has it may still begin an order, which is
 * counted as open within another.
 */
const ASENTADA_MS = 2 * TRUSTED_MS;

/** Nobody further is begun with less time than this (ms): whoever is left is next, and no run dies of having too many. */
const RESERVE_MS = 5_000;

const ACTOR = { subject: 'borrarClave', scopes: [] };

/**
 * Every so often: deletes the keys of customers who asked to be forgotten and have no open orders, and then says so: whoever
 * hears of it can't read the personal data any more, however late. Both steps may be repeated. Throws in the end when
 * somebody could not be forgotten: nobody else waits for that.
 */
export const handler = observed(
  async (_: unknown, run: Context): Promise<{ readonly olvidados: readonly string[] }> => {
    // Before anything is counted: so what an instance still could begin has been counted when the key goes.
    const cerradaAntes = new Date(Date.now() - ASENTADA_MS);
    const piden: readonly VistaCliente[] = await readAll(
      clientes,
      { index: 'porEstado', value: 'olvidando' },
      directoryTable(clientes.name),
    );
    const olvidados: string[] = [];
    const fallidos: string[] = [];
    // From anywhere: those who have orders still are asked about each time, and must not keep the others waiting for ever.
    const desde = Math.floor(Math.random() * piden.length);
    for (const { clienteId } of [...piden.slice(desde), ...piden.slice(0, desde)]) {
      if (run.getRemainingTimeInMillis() < RESERVE_MS) break;
      try {
        if ((await abiertas(clienteId)) === 0 && (await olvidar(clienteId, cerradaAntes))) olvidados.push(clienteId);
      } catch (error) {
        logger.error(`The customer ${clienteId} could not be forgotten`, error as Error);
        fallidos.push(clienteId);
      }
    }
    if (fallidos.length > 0) throw new Error(`${fallidos.length} of ${piden.length} customers could not be forgotten.`);
    return { olvidados };
  },
);

async function abiertas(clienteId: string): Promise<number> {
  const totales = await readAll(ordenesAbiertas, { value: clienteId }, directoryTable(ordenesAbiertas.name));
  return totales.reduce((suma, { ordenes = 0 }) => suma + ordenes, 0);
}

async function olvidar(clienteId: string, cerradaAntes: Date): Promise<boolean> {
  if (!(await forgetKey(clienteId, cerradaAntes))) return false;
  const commandId = `olvido-${clienteId}`;
  const ids = { commandId, comesAgain: false, correlationId: commandId, causationId: commandId };
  await traced([{ traceparent: firstTraceparent(undefined) }], (traceparent) =>
    decide(confirmarOlvido, { input: { clienteId }, ...ids, actor: ACTOR, ...(traceparent && { traceparent }) }),
  );
  return true;
}
