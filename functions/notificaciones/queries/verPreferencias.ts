import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { Preferencias } from '#events/notificaciones/preferencias.ts';
import { rowQuery } from '#shared/model/query.ts';
import { preferencias } from '../projections/preferencias.ts';

const RespuestaPreferencias = z.object({ clienteId: ClienteId, ...Preferencias, fijadasEn: Instante });

/** The messages that a customer wants. */
export const verPreferencias = rowQuery({
  of: preferencias,
  http: 'GET /clientes/{clienteId}/preferencias',
  scope: 'notificaciones:leer',
  docs: {
    summary: 'Qué avisos salen de las órdenes de un cliente',
    description: 'Lo que el cliente dijo de sus avisos. De uno que no ha dicho nada no hay respuesta (404): sale todo.',
  },
  accepts: z.strictObject({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
  answers: RespuestaPreferencias,
  key: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  noun: 'La preferencia de avisos',
  shape: (dichas) => dichas as z.output<typeof RespuestaPreferencias>,
});
