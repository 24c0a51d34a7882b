import { aggregateOf } from '#shared/model/envelope.ts';
import type { Notification } from '#shared/model/notification.ts';
import { blankSent } from '../notifications/blank.ts';
import { composing, type Outbox } from '../notifications/compose.ts';
import { send } from '../notifications/send.ts';
import { applyToRow } from '../views/apply.ts';
import { forget } from '../views/forget.ts';
import { forgetting } from './forgetting.ts';
import { queueFunction } from './middleware.ts';
import { each } from './projection.ts';
import { grouped, type Received } from './recorded.ts';

/**
 * Notifications as a Lambda: compose (a fold, once for each event), then send. What is sent are the messages of the
 * events that came, and of those that were read from the log to fill a gap.
 */
export function notificationHandler(notification: Notification) {
  const projection = composing(notification);
  return queueFunction((records, failed) =>
    each(
      grouped(records, ({ metadata }) => metadata.stream, failed),
      failed,
      async (stream, received) => {
        if (aggregateOf(stream) === notification.of) await composeAndSend(stream, received);
        await forgetting(received, async (subject) => {
          for (const key of await forget(projection, subject)) await blankSent(key);
        });
      },
    ),
  );

  async function composeAndSend(stream: string, received: readonly Received[]): Promise<void> {
    const events = received.map(({ event }) => event);
    const { row, before } = await applyToRow(projection, stream, events);
    const outbox: Outbox | undefined = row.view;
    if (!outbox) return;
    const versions = new Set(events.map(({ metadata }) => metadata.version));
    await send(
      outbox,
      outbox.mensajes.filter(({ version }) => version > before || versions.has(version)),
    );
  }
}
