import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { GrupoDeAvisos, Preferencias } from '#events/notificaciones/preferencias.ts';
import { rowQuery } from '#shared/model/query.ts';
import { preferencias } from '../projections/preferencias.ts';

/** `fijadasEn` is absent while the customer has said nothing. */
const RespuestaPreferencias = z.object({ clienteId: ClienteId, ...Preferencias, fijadasEn: Instante.optional() });

/** What goes out for who has said nothing. */
const SIN_DECIR = { sms: GrupoDeAvisos.options, correo: GrupoDeAvisos.options };

/** The messages that a customer wants. */
export const verPreferencias = rowQuery({
  of: preferencias,
  http: 'GET /clientes/{clienteId}/preferencias',
  scope: 'notificaciones:leer',
  docs: {
    summary: 'Qué avisos salen de las órdenes de un cliente',
    description:
      'Lo que el cliente dijo de sus avisos, y cuándo (`fijadasEn`). De uno que no ha dicho nada, lo que vale mientras tanto: sale todo, a cualquier hora, sin `fijadasEn` y con la versión 0.',
  },
  accepts: z.strictObject({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
  answers: RespuestaPreferencias,
  key: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  noun: 'La preferencia de avisos',
  unsaid: ({ clienteId }) => ({ clienteId, canales: SIN_DECIR }),
  shape: (dichas) => dichas as z.output<typeof RespuestaPreferencias>,
});
