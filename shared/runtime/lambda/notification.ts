import type { Notification } from '#shared/model/notification.ts';
import { composing, type Outbox } from '../notifications/compose.ts';
import { send } from '../notifications/send.ts';
import { applyToRow } from '../views/apply.ts';
import { forget } from '../views/forget.ts';
import { queueFunction } from './middleware.ts';
import { each, FORGOTTEN } from './projection.ts';
import { grouped } from './recorded.ts';

/** Notifications as a Lambda: compose (a fold, once for each event), then send what the batch's events have composed. */
export function notificationHandler(notification: Notification) {
  const projection = composing(notification);
  return queueFunction((records, failed) =>
    each(
      grouped(records, ({ metadata }) => metadata.stream, failed),
      failed,
      async (stream, received) => {
        const forgotten = received.find(({ event }) => event.type === FORGOTTEN);
        if (forgotten) return forget(projection, forgotten.event.data.clienteId);
        const events = received.map(({ event }) => event);
        const outbox: Outbox | undefined = (await applyToRow(projection, stream, events)).view;
        const versions = new Set(events.map(({ metadata }) => metadata.version));
        for (const message of outbox?.mensajes ?? []) {
          if (versions.has(message.version)) await send(outbox as Outbox, message);
        }
      },
    ),
  );
}
