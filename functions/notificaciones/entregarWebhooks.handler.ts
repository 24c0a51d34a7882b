import type * as z from 'zod';
import { ClienteOlvidado } from '#events/clientes/ClienteOlvidado.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { variable } from '#shared/runtime/environment.ts';
import { decide } from '#shared/runtime/eventLog/decide.ts';
import { firstEvent } from '#shared/runtime/eventLog/read.ts';
import { byMessage, eachGroup } from '#shared/runtime/lambda/batch.ts';
import { queueFunction } from '#shared/runtime/lambda/middleware.ts';
import { GivenUp, triedFor } from '#shared/runtime/lambda/patience.ts';
import { Later } from '#shared/runtime/lambda/putBack.ts';
import type { Received } from '#shared/runtime/lambda/recorded.ts';
import { Lru } from '#shared/runtime/lru.ts';
import { noteAttempt, noteDropped, noteFailure, noteSuccess } from '#shared/runtime/outbound/journal.ts';
import { post, Unanswered } from '#shared/runtime/outbound/post.ts';
import { signedHeaders } from '#shared/runtime/outbound/signature.ts';
import { secretOf } from '#shared/runtime/personalData/secret.ts';
import { count, logger } from '#shared/runtime/telemetry.ts';
import { readRows } from '#shared/runtime/views/rows.ts';
import { retirarWebhook } from './commands/retirarWebhook.ts';
import { desactivarWebhook } from './desactivarWebhook.ts';
import {
  cuerpoDe,
  type EstadoDeEntrega,
  hastaElProximo,
  interesa,
  type Noticia,
  segunEstado,
  trasUnFallo,
} from './entregas.ts';
import { type VistaWebhook, webhooks } from './projections/webhooks.ts';
import { textosDelSecreto } from './secreto.ts';

const BOUNDS = { timeoutMs: 8_000, mostBytes: 16_384 };

/** Of which customer an order is, and what that calls it: it never changes. */
interface Orden {
  readonly clienteId: string;
  readonly referencia?: string;
}

const ordenes = new Lru<Orden>(20_000);

/** Tells customers' own systems what has happened to their orders. What is not taken is tried again, for about two days. */
export const handler = queueFunction({
  by: byMessage,
  work: async (groups, failed) => {
    const filas = await filasDe([...groups.values()].flat());
    const work = eachGroup(async (received) => {
      for (const one of received)
        await (one.event.type === ClienteOlvidado.type ? retirar(one.event) : contar(one, filas));
    });
    await work(groups, failed);
  },
});

/** The webhooks of customers, by their ids. */
type Filas = ReadonlyMap<string, VistaWebhook | undefined>;

/** The webhooks of those whom a batch is about, read in one call for none of its traces alone: most have none. */
async function filasDe(received: readonly Received[]): Promise<Filas> {
  const contados = received.filter(({ event }) => event.type !== ClienteOlvidado.type);
  const clientes = new Set(await Promise.all(contados.map(async ({ event }) => (await noticiaDe(event)).clienteId)));
  const rows = await readRows([...clientes].map((key) => ({ of: webhooks, key })));
  return new Map([...rows].map(([{ key }, { state }]) => [key, state]));
}

/** Tells of an event. @throws Later when it was not taken, and GivenUp when that was the last attempt. */
async function contar({ event, record }: Received, filas: Filas): Promise<void> {
  const { clienteId, noticia } = await noticiaDe(event);
  const w = filas.get(clienteId);
  if (!interesa(w, noticia)) {
    const { id, ocurrio: at } = noticia;
    if (record.attributes.ApproximateReceiveCount !== '1')
      await noteDropped({ of: clienteId, id, at, state: 'descartada' satisfies EstadoDeEntrega });
    return;
  }
  const empezo = Date.now();
  const resultado = await enviar(w, noticia).catch((error) => {
    if (!(error instanceof Unanswered)) throw error;
    logger.warn(`The webhook of ${clienteId} did not answer`, { codigo: error.code });
    return error.code;
  });
  const hecho = { en: new Date(empezo).toISOString(), resultado: String(resultado), ms: Date.now() - empezo };
  const desenlace = typeof resultado === 'number' ? segunEstado(resultado) : 'otraVez';
  if (desenlace === 'entregada') {
    await Promise.all([anotar(clienteId, noticia, 'entregada', hecho), noteSuccess(clienteId)]);
    return;
  }
  const proximo = desenlace === 'yaNoExiste' ? undefined : hastaElProximo(triedFor(record));
  await anotar(clienteId, noticia, proximo === undefined ? 'fallida' : 'reintentando', hecho);
  if (desenlace === 'yaNoExiste') return desactivar(clienteId, 'yaNoExiste');
  if (await noHayMasPaciencia(w)) await desactivar(clienteId, 'noResponde');
  if (proximo === undefined) throw new GivenUp('The webhook has not taken it in two days.');
  throw new Later(proximo);
}

/** Whose an event is, and what is told of it. Only the first event of an order says whose it is. */
async function noticiaDe({ type, data, metadata }: Recorded): Promise<{ clienteId: string; noticia: Noticia }> {
  const { id, occurredAt, version, stream } = metadata;
  const noticia = { id, tipo: type, ocurrio: occurredAt, version };
  const { ordenId, clienteId } = data;
  if (typeof ordenId !== 'string') {
    if (typeof clienteId !== 'string') throw new Error('The event says neither of which order nor of whom it tells.');
    return { clienteId, noticia };
  }
  const orden = ordenes.get(ordenId) ?? ((await firstEvent(stream)).data as Orden);
  ordenes.set(ordenId, orden);
  return { clienteId: orden.clienteId, noticia: { ...noticia, ordenId, referencia: orden.referencia } };
}

/** Posts, and gives the status. */
async function enviar(w: VistaWebhook, noticia: Noticia): Promise<number> {
  const { clienteId, serie, anteriorHasta } = w;
  const now = new Date();
  const anterior = anteriorHasta !== undefined && now.toISOString() < anteriorHasta ? [serie - 1] : [];
  const secrets = await Promise.all([serie, ...anterior].map((una) => secretOf(textosDelSecreto(clienteId, una))));
  const body = cuerpoDe(noticia, w);
  const at = Math.floor(now.getTime() / 1_000);
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Entregas-de-los-Alpes',
    ...signedHeaders({ id: noticia.id, at, body }, secrets),
  };
  return post({ url: w.url, headers, body }, { ...BOUNDS, loopback: variable('WEBHOOK_LOOPBACK') === 'si' });
}

interface Hecho {
  readonly en: string;
  readonly resultado: string;
  readonly ms: number;
}

function anotar(
  clienteId: string,
  { id, tipo, ocurrio, ordenId }: Noticia,
  estado: EstadoDeEntrega,
  hecho: Hecho,
): Promise<void> {
  return noteAttempt(
    { of: clienteId, id, at: ocurrio, about: { tipo, ...(ordenId && { ordenId }) }, state: estado },
    hecho,
  );
}

async function noHayMasPaciencia({ clienteId, desde }: VistaWebhook): Promise<boolean> {
  const now = new Date().toISOString();
  const salud = await noteFailure(clienteId, now);
  const sigue = trasUnFallo(salud, desde, now);
  if (sigue === 'empieza') await noteFailure(clienteId, now, 'anew');
  return sigue === 'basta';
}

async function desactivar(clienteId: string, codigo: 'yaNoExiste' | 'noResponde'): Promise<void> {
  await llevarACabo(desactivarWebhook, { clienteId, codigo });
  count('WebhooksDesactivados');
  logger.error(`The webhook of ${clienteId} is given up`, { codigo });
}

/** Who was forgotten is told nothing more. */
function retirar({ data }: Recorded): Promise<void> {
  return llevarACabo(retirarWebhook, { clienteId: data.clienteId });
}

async function llevarACabo<C extends typeof retirarWebhook | typeof desactivarWebhook>(
  command: C,
  input: z.input<C['accepts']>,
): Promise<void> {
  const commandId = crypto.randomUUID();
  const ids = { commandId, comesAgain: false, correlationId: commandId, causationId: commandId };
  await decide(command, { input, ...ids, actor: { subject: 'entregarWebhooks', scopes: [] } });
}
