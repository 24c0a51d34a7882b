import { SecretoRotado } from '#events/notificaciones/SecretoRotado.ts';
import { WebhookDesactivado } from '#events/notificaciones/WebhookDesactivado.ts';
import { WebhookFijado } from '#events/notificaciones/WebhookFijado.ts';
import { WebhookProbado } from '#events/notificaciones/WebhookProbado.ts';
import { WebhookRetirado } from '#events/notificaciones/WebhookRetirado.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** Where a customer's own system is told of its orders, and which secret it has; numbers are never used twice. */
export interface Webhook {
  readonly estado: 'ninguno' | 'activo' | 'desactivado';
  readonly serie: number;
  readonly url?: string;
  readonly hitos?: readonly string[];
}

/** What tells a customer's own system of its orders: one a customer. */
export const webhook = aggregate<Webhook>('webhook', { estado: 'ninguno', serie: 0 })
  .on(WebhookFijado, (_, { url, hitos, serie }) => ({ estado: 'activo', url, hitos, serie }))
  .on(SecretoRotado, (w, { serie }) => ({ ...w, serie }))
  .on(WebhookProbado, (w) => w)
  .on(WebhookRetirado, ({ serie }) => ({ estado: 'ninguno', serie }))
  .on(WebhookDesactivado, (w) => ({ ...w, estado: 'desactivado' }));
