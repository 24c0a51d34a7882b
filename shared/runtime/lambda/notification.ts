import { aggregateOf, streamOf } from '#shared/model/envelope.ts';
import type { Notification } from '#shared/model/notification.ts';
import { blankSent } from '../notifications/blank.ts';
import { composing, type Outbox } from '../notifications/compose.ts';
import { type Outgoing, send } from '../notifications/send.ts';
import { traced } from '../tracing/traced.ts';
import { applyToRow } from '../views/apply.ts';
import { forget } from '../views/forget.ts';
import { forgetting } from './forgetting.ts';
import { queueFunction } from './middleware.ts';
import { each } from './projection.ts';
import { causesOf, grouped, type Received } from './recorded.ts';

/**
 * Notifications as a Lambda: compose (a fold, once for each event), then send what was composed for all streams of the
 * batch together. What is sent are the messages of the events that came, and of those that were read from the log to fill
 * a gap.
 */
export function notificationHandler(notification: Notification) {
  const projection = composing(notification);
  return queueFunction(async (records, failed) => {
    const groups = grouped(records, ({ metadata }) => metadata.stream, failed);
    const outgoing: Outgoing[] = [];
    await each(groups, failed, async (stream, received) => {
      if (aggregateOf(stream) === notification.of) outgoing.push(...(await composed(stream, received)));
      await forgetting(received, async (subject) => {
        for (const key of await forget(projection, subject)) await blankSent(key);
      });
    });
    const receivedOf = ({ outbox }: Outgoing) => groups.get(streamOf(notification.of, outbox.clave)) ?? [];
    const byKey = new Map(outgoing.map((one) => [one.outbox.clave, receivedOf(one)]));
    const failStream = (clave: string, error: unknown) => {
      for (const { record } of byKey.get(clave) ?? []) failed(record, error);
    };
    await traced([...byKey.values()].flatMap(causesOf), () => send(outgoing, failStream));
  });

  async function composed(stream: string, received: readonly Received[]): Promise<Outgoing[]> {
    const events = received.map(({ event }) => event);
    const { row, before, wrote } = await applyToRow(projection, stream, events);
    const outbox: Outbox | undefined = row.view;
    if (!outbox) return [];
    const versions = new Set(events.map(({ metadata }) => metadata.version));
    const messages = outbox.mensajes.filter(({ version }) => version > before || versions.has(version));
    const mineAfter = wrote ? before : Number.POSITIVE_INFINITY;
    return messages.length > 0 ? [{ outbox, messages, mineAfter, hold: row.hold }] : [];
  }
}
