import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { streamOf } from '#shared/model/envelope.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { decide } from '#shared/runtime/eventLog/decide.ts';
import { load } from '#shared/runtime/eventLog/read.ts';
import { oneByOne } from '#shared/runtime/lambda/batch.ts';
import { queueFunction } from '#shared/runtime/lambda/middleware.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { type Page, readPage } from '#shared/runtime/views/read.ts';
import { reubicarReserva } from './commands/reubicarReserva.ts';
import { faltan, type Inventario, inventario, inventarioId } from './inventario.ts';
import { retenciones } from './projections/retenciones.ts';
import { leerRetencion, type Retencion } from './retencion.ts';

const ACTOR = { subject: 'reubicador', scopes: [] };

/** A stock item whose units on the books have become fewer. */
const Item = z.object({ bodegaId: BodegaId, sku: Sku });

type Item = z.output<typeof Item>;

/** What is asked about one item, and by what. */
interface Causa {
  readonly id: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

/**
 * Where a count leaves fewer units than orders were promised: the newest of them get theirs elsewhere, or are told, until
 * what is there suffices for the rest. May be repeated.
 */
export const handler = queueFunction(
  oneByOne(
    ({
      event: {
        data,
        metadata: { id, correlationId, traceparent },
      },
    }) =>
      traced([{ traceparent, id }], (handOn) => reubicar(Item.parse(data), { id, correlationId, traceparent: handOn })),
  ),
);

/** Throws when orders hold the missing units of which the view does not know yet: then it is tried again. */
async function reubicar(item: Item, causa: Causa): Promise<void> {
  if ((await faltanAhora(item)) === 0) return;
  let enCamino = 0;
  for await (const ordenId of masNuevasPrimero(item)) {
    const codigo = await reubicarUna({ ...item, ordenId }, causa);
    if (codigo === 'INVENTARIO_SUFICIENTE') return;
    if (codigo === 'BODEGA_NO_EXISTE') throw new Error(`The view of warehouses does not have ${item.bodegaId} yet.`);
    if (codigo === 'RESERVA_DESPACHADA') enCamino += 1;
  }
  const quedan = await faltanAhora(item);
  if (quedan === 0) return;
  if (enCamino === 0) throw new Error(`Orders hold ${quedan} of ${item.sku} that the view does not tell yet.`);
  logger.warn('Goods that are missing are promised to orders that are on their way', { ...item, quedan, enCamino });
}

async function faltanAhora({ bodegaId, sku }: Item): Promise<number> {
  const { state } = await load(inventario, streamOf(inventario.name, inventarioId(bodegaId, sku)));
  return faltan(state as Inventario);
}

async function* masNuevasPrimero({ bodegaId, sku }: Item): AsyncGenerator<string> {
  const asked = { selection: { value: inventarioId(bodegaId, sku) }, newestFirst: true, limit: 100 };
  const view = directoryTable(retenciones.name);
  let cursor: string | undefined;
  do {
    const page: Page<Retencion> = await readPage(retenciones, { ...asked, view, ...(cursor && { cursor }) });
    for (const { ordenId, reservadas } of page.views.map(leerRetencion)) if (reservadas > 0) yield ordenId;
    cursor = page.next;
  } while (cursor);
}

/** Gives the code with which it was refused, if it was. */
async function reubicarUna(input: Item & { readonly ordenId: string }, causa: Causa): Promise<string | undefined> {
  const { id, correlationId, traceparent } = causa;
  const ids = { commandId: randomUUID(), comesAgain: false, correlationId, causationId: id };
  const result = await decide(reubicarReserva, { input, ...ids, actor: ACTOR, ...(traceparent && { traceparent }) });
  logger.info('reubicador', { ...input, rechazo: isRejection(result) ? result.rejected : undefined });
  return isRejection(result) ? result.rejected : undefined;
}
