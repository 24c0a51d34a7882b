import { enlaceVigente, finDelEnlace, SEGUIMIENTO } from '#events/ordenes/seguimiento.ts';
import { fault } from '#shared/runtime/fault.ts';
import { callerFor } from '#shared/runtime/lambda/caller.ts';
import { isKnown, tagOf } from '#shared/runtime/lambda/etag.ts';
import { answer, questionOf } from '#shared/runtime/lambda/http.ts';
import { httpFunction } from '#shared/runtime/lambda/middleware.ts';
import { signLink } from '#shared/runtime/links.ts';
import { validate } from '#shared/runtime/validate.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readView } from '#shared/runtime/views/read.ts';
import { ordenes, type VistaOrden } from './projections/ordenes.ts';
import { PreguntaPorEnlace } from './seguimiento.ts';

const MAY = { scope: 'ordenes:leer', forCustomers: true };

/** The link to follow an order, for operators and the order's customer; nobody keeps it: it is signed each time it is asked for. */
export const handler = httpFunction(async (event) => {
  const { clienteId } = await callerFor(MAY, event);
  const { ordenId } = validate(PreguntaPorEnlace, questionOf(event, PreguntaPorEnlace.shape));
  const orden: VistaOrden | undefined = (await readView(ordenes, ordenId, directoryTable(ordenes.name)))?.state;
  const ajena = clienteId !== undefined && orden?.clienteId !== clienteId;
  if (!orden || ajena) throw fault('NO_EXISTE', { detail: 'La orden no existe.' });
  const now = new Date().toISOString();
  const link = { id: ordenId, serial: orden.seguimiento ?? 0, until: finDelEnlace(now) };
  if (!enlaceVigente(link, orden, now)) throw fault('ENLACE_VENCIDO', { detail: 'La orden terminó hace días.' });
  const token = await signLink(SEGUIMIENTO, link);
  const hasta = new Date(link.until * 1_000).toISOString();
  const body = { ordenId, token, ruta: `/seguimiento/${token}`, hasta };
  const headers = { ETag: `"${tagOf(body)}"`, 'Cache-Control': 'no-store' };
  return isKnown(event, headers.ETag) ? { statusCode: 304, headers, body: '' } : answer(200, body, headers);
});
