import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { WebhookFijado } from '#events/notificaciones/WebhookFijado.ts';
import { DireccionDeWebhook, EJEMPLO_DE_WEBHOOK, esLocal, Hitos } from '#events/notificaciones/webhook.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { diceSecreto } from '../secreto.ts';
import { type Webhook, webhook } from '../webhook.ts';

/** A customer says where its own system listens, and to what. Who had none gets a secret; one that was given up is asked again. */
export const fijarWebhook = command({
  of: webhook,
  http: 'PUT /clientes/{clienteId}/webhook',
  scope: 'notificaciones:escribir',
  docs: {
    summary: 'Fija el webhook de un cliente',
    description:
      'Desde ahora el sistema del cliente recibe en esta dirección, por POST, los hitos de sus órdenes que se digan. Cada mensaje va firmado según Standard Webhooks: `webhook-id`, `webhook-timestamp` y `webhook-signature`, que es `v1,` y el HMAC-SHA256 en base64 de `id.timestamp.cuerpo`. El secreto se responde una sola vez, cuando es nuevo. Llega al menos una vez, y no siempre en orden: la `version` de cada mensaje dice cuál es más nuevo. Lo que no se recibe con un 2xx se intenta durante dos días; con un 410, o tras tres días sin recibir nada, el webhook queda desactivado hasta que se fije otra vez.',
  },
  accepts: z.strictObject({ clienteId: ClienteId, url: DireccionDeWebhook, hitos: Hitos }),
  example: { clienteId: EJEMPLO.clienteId, ...EJEMPLO_DE_WEBHOOK },
  rejects: ['DIRECCION_NO_PERMITIDA'],
  asks: ['loopback'],
  tells: diceSecreto,
  id: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  decide: ({ clienteId, url, hitos }, w, { settings }) => {
    if (esLocal(url) && !settings?.loopback)
      return reject(
        'DIRECCION_NO_PERMITIDA',
        'Debe ser una dirección https en la que otros puedan llamar a su sistema.',
      );
    if (esIgual(w, url, hitos)) return [];
    const conserva = w.estado !== 'ninguno';
    return [WebhookFijado({ clienteId, url, hitos, serie: conserva ? w.serie : w.serie + 1, conserva })];
  },
});

function esIgual(w: Webhook, url: string, hitos: readonly string[]): boolean {
  const enTexto = (unos: readonly string[] = []) => [...unos].sort().join();
  return w.estado === 'activo' && w.url === url && enTexto(w.hitos) === enTexto(hitos);
}
