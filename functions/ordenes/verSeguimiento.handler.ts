import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { enlaceVigente, SEGUIMIENTO } from '#events/ordenes/seguimiento.ts';
import { type Posicion, ubicaciones } from '#events/vehiculos/posicion.ts';
import { fault } from '#shared/runtime/fault.ts';
import { isKnown, tagOf } from '#shared/runtime/lambda/etag.ts';
import { answer } from '#shared/runtime/lambda/http.ts';
import { httpFunction } from '#shared/runtime/lambda/middleware.ts';
import { problem } from '#shared/runtime/lambda/problem.ts';
import { readLink } from '#shared/runtime/links.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { latestOf } from '#shared/runtime/views/latest.ts';
import { readView } from '#shared/runtime/views/read.ts';
import { ordenes } from './projections/ordenes.ts';
import { origenes } from './projections/origenes.ts';
import { recorridos } from './projections/recorridos.ts';
import { responderSeguimiento } from './seguimiento.ts';

/** No copy of the answer or of its address stays anywhere: not in caches, not in search engines, not with other sites. */
const DISCREET = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'no-referrer' };

/** What is in the way of `token` in the path is told by no word of the answer or the log. */
export const handler = httpFunction(async (event, { awsRequestId }) => {
  const { headers, ...answered } = await look(event).catch((error) => problem(error, awsRequestId));
  return { ...answered, headers: { ...headers, ...DISCREET } };
});

async function look(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const link = await readLink(SEGUIMIENTO, event.pathParameters?.token ?? '');
  const fila = link && (await readView(ordenes, link.id, directoryTable(ordenes.name)));
  if (link === undefined || fila?.state === undefined)
    throw fault('NO_EXISTE', { detail: 'El enlace no es de ninguna orden.' });
  const { state: orden, version } = fila;
  const now = new Date().toISOString();
  if (!enlaceVigente(link, orden, now)) throw fault('ENLACE_VENCIDO', { detail: 'Pida uno nuevo a la tienda.' });
  const [vehiculo, origen] = await Promise.all([vehiculoDe(orden), origenDe(orden)]);
  const body = responderSeguimiento({ orden, version, origen, ...vehiculo }, now);
  const ETag = `"${tagOf(body)}"`;
  return isKnown(event, ETag) ? { statusCode: 304, headers: { ETag }, body: '' } : answer(200, body, { ETag });
}

/** What of the vehicle that has an order on the road may be shown. */
async function vehiculoDe({ estado, vehiculoId }: { readonly estado: string; readonly vehiculoId?: string }) {
  if (estado !== 'enTransito' || vehiculoId === undefined) return {};
  const [fila, posicion] = await Promise.all([
    readView(recorridos, vehiculoId, directoryTable(recorridos.name)),
    latestOf(ubicaciones, vehiculoId),
  ]);
  return { recorrido: fila?.state, posicion: posicion as Posicion | undefined };
}

/** The warehouse that its goods are in. */
async function origenDe({ bodegaId }: { readonly bodegaId?: string }) {
  return bodegaId === undefined
    ? undefined
    : (await readView(origenes, bodegaId, directoryTable(origenes.name)))?.state;
}
