import { fault } from '#shared/runtime/fault.ts';
import { callerFor } from '#shared/runtime/lambda/caller.ts';
import { isKnown, tagOf } from '#shared/runtime/lambda/etag.ts';
import { answer, questionOf } from '#shared/runtime/lambda/http.ts';
import { httpFunction } from '#shared/runtime/lambda/middleware.ts';
import { toldTo } from '#shared/runtime/outbound/journal.ts';
import { validate } from '#shared/runtime/validate.ts';
import { PreguntaDeEntregas } from './entregas.ts';

const MAY = { scope: 'notificaciones:leer', forCustomers: true };

/** What a customer's own system was told, with each attempt. */
export const handler = httpFunction(async (event) => {
  const actor = await callerFor(MAY, event);
  const { clienteId, limite, hasta } = validate(PreguntaDeEntregas, questionOf(event, PreguntaDeEntregas.shape));
  if (actor.clienteId !== undefined && actor.clienteId !== clienteId) throw fault('NO_ES_SUYO');
  const { told, next } = await toldTo(clienteId, limite, hasta);
  const body = { elementos: told, ...(next !== undefined && { siguiente: next }) };
  const ETag = `"${tagOf(body)}"`;
  return isKnown(event, ETag) ? { statusCode: 304, headers: { ETag }, body: '' } : answer(200, body, { ETag });
});
