import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { CodigoDeBaja, Hitos } from '#events/notificaciones/webhook.ts';
import { rowQuery } from '#shared/model/query.ts';
import { webhooks } from '../projections/webhooks.ts';

const RespuestaWebhook = z.object({
  clienteId: ClienteId,
  estado: z.enum(['activo', 'desactivado']),
  url: z.string(),
  hitos: Hitos,
  /** The number of its secret; the secret itself is told once, when it is new. */
  serie: z.int().min(1),
  anteriorHasta: Instante.optional(),
  desde: Instante,
  codigo: CodigoDeBaja.optional(),
});

/** Where a customer's own system is told of its orders, and whether it still is. */
export const verWebhook = rowQuery({
  of: webhooks,
  http: 'GET /clientes/{clienteId}/webhook',
  scope: 'notificaciones:leer',
  docs: {
    summary: 'El webhook de un cliente',
    description:
      'A qué dirección van los hitos de las órdenes del cliente, y si está desactivado, por qué. No dice el secreto.',
  },
  accepts: z.strictObject({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
  answers: RespuestaWebhook,
  key: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  noun: 'El webhook',
  shape: (w) => w as z.output<typeof RespuestaWebhook>,
});
