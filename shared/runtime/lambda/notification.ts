import { aggregateOf, streamOf } from '#shared/model/envelope.ts';
import type { Notification } from '#shared/model/notification.ts';
import { blankSent } from '../notifications/blank.ts';
import { composing, type Outbox } from '../notifications/compose.ts';
import { type Outgoing, send } from '../notifications/send.ts';
import { traced } from '../tracing/traced.ts';
import { applyToRow } from '../views/apply.ts';
import { forget } from '../views/forget.ts';
import { byStream, eachGroup } from './batch.ts';
import { forgetting } from './forgetting.ts';
import { queueFunction } from './middleware.ts';
import { causesOf, eventsOf, type Received } from './recorded.ts';

/**
 * Notifications as a Lambda: compose (a fold, once for each event), then send what was composed for all streams of the
 * batch together. What is sent are the messages of the events that came, and of those that were read from the log to fill
 * a gap.
 */
export function notificationHandler(notification: Notification) {
  const projection = composing(notification);
  return queueFunction({
    by: byStream,
    work: async (groups, failed) => {
      const outgoing: Outgoing[] = [];
      const compose = eachGroup(async (received, stream) => {
        if (aggregateOf(stream) === notification.of) outgoing.push(...(await composed(stream, received)));
        await forgetting(received, async (subject) => {
          for (const key of await forget(projection, subject)) await blankSent(key);
        });
      });
      await compose(groups, failed);
      const streamFor = (clave: string) => streamOf(notification.of, clave);
      const causes = outgoing.flatMap(({ outbox }) => causesOf(groups.get(streamFor(outbox.clave)) ?? []));
      await traced(causes, () => send(outgoing, (clave, error) => failed(streamFor(clave), error)));
    },
  });

  async function composed(stream: string, received: readonly Received[]): Promise<Outgoing[]> {
    const events = eventsOf(received);
    const { row, before, wrote } = await applyToRow(projection, stream, events);
    const outbox: Outbox | undefined = row.view;
    if (!outbox) return [];
    const versions = new Set(events.map(({ metadata }) => metadata.version));
    const messages = outbox.mensajes.filter(({ version }) => version > before || versions.has(version));
    const mineAfter = wrote ? before : Number.POSITIVE_INFINITY;
    return messages.length > 0 ? [{ outbox, messages, mineAfter, hold: row.hold }] : [];
  }
}
