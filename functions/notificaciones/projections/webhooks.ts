import { SecretoRotado } from '#events/notificaciones/SecretoRotado.ts';
import { WebhookDesactivado } from '#events/notificaciones/WebhookDesactivado.ts';
import { WebhookFijado } from '#events/notificaciones/WebhookFijado.ts';
import { WebhookRetirado } from '#events/notificaciones/WebhookRetirado.ts';
import type { HitoDeWebhook } from '#events/notificaciones/webhook.ts';
import { projection } from '#shared/model/projection.ts';

/** Where a customer's own system is told of its orders. */
export interface VistaWebhook {
  readonly clienteId: string;
  readonly estado: 'activo' | 'desactivado';
  readonly url: string;
  readonly hitos: readonly HitoDeWebhook[];
  readonly serie: number;
  /** Until when what is sent is signed with the secret before, too. */
  readonly anteriorHasta?: string;
  /** Since when it is as it is. */
  readonly desde: string;
  readonly codigo?: 'yaNoExiste' | 'noResponde';
}

/** The webhooks of customers; of one that was taken away there is nothing. */
export const webhooks = projection<VistaWebhook>('webhooks', {
  of: 'webhook',
  key: 'clienteId',
})
  .on(WebhookFijado, (v, { conserva, ...fijado }, { metadata }) => ({
    ...fijado,
    ...(conserva && v?.anteriorHasta !== undefined && { anteriorHasta: v.anteriorHasta }),
    estado: 'activo',
    desde: metadata.occurredAt,
  }))
  .on(SecretoRotado, (v, { serie, anteriorHasta }) => v && { ...v, serie, anteriorHasta })
  .on(
    WebhookDesactivado,
    (v, { codigo }, { metadata }) => v && { ...v, estado: 'desactivado', codigo, desde: metadata.occurredAt },
  )
  .on(WebhookRetirado, () => undefined);
