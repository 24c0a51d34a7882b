import { idOf } from '#shared/model/envelope.ts';
import type { Message, Notification } from '#shared/model/notification.ts';
import { type Projection, projection } from '#shared/model/projection.ts';

/** A message as it was composed at a milestone, before it goes out. */
export interface Composed extends Message {
  readonly hito: string;
  /** The version of the event in its stream: it tells the milestone from a later one of the same name. */
  readonly version: number;
  readonly canal: string;
  readonly destino: string;
}

/** What the notifications of one stream remember, and every message composed so far. */
export interface Outbox {
  readonly clave: string;
  readonly clienteId: string;
  readonly memoria: unknown;
  readonly mensajes: readonly Composed[];
}

/**
 * The notifications as a projection: composing is a fold like any other, so that a repeated or late event can't compose
 * a message twice. Sending is another matter, and done afterwards.
 */
export function composing(notification: Notification): Projection<Outbox> {
  const start = projection<Outbox>(notification.name, {
    of: notification.of,
    key: 'clave',
    indexes: { porCliente: { by: 'clienteId' } },
    personal: 'porCliente',
  });
  return Object.values(notification.handlers).reduce(
    (folding, { event, remember, compose }) =>
      folding.on(event, (outbox, data, recorded) => {
        const memoria = remember ? remember(outbox?.memoria, data, recorded) : outbox?.memoria;
        if (memoria === undefined) return outbox;
        const message = compose?.(memoria, data, recorded);
        const composed = message ? toChannels(notification, memoria, message, recorded) : [];
        return {
          clave: idOf(recorded.metadata.stream),
          clienteId: notification.subject(memoria),
          memoria,
          mensajes: [...(outbox?.mensajes ?? []), ...composed],
        };
      }),
    start,
  );
}

function toChannels(
  { channels }: Notification,
  memory: unknown,
  message: Message,
  { type, metadata }: { readonly type: string; readonly metadata: { readonly version: number } },
): Composed[] {
  return Object.entries(channels).flatMap(([canal, addressOf]) => {
    const destino = addressOf(memory);
    return destino ? [{ ...message, hito: type, version: metadata.version, canal, destino }] : [];
  });
}
