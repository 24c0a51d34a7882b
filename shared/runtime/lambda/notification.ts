import { streamOf } from '#shared/model/envelope.ts';
import type { Notification } from '#shared/model/notification.ts';
import type { Followed } from '../follow/follow.ts';
import { forget } from '../follow/forget.ts';
import { blankSent } from '../notifications/blank.ts';
import type { Outbox } from '../notifications/compose.ts';
import type { Outgoing } from '../notifications/draft.ts';
import { followingMessages } from '../notifications/follower.ts';
import { send } from '../notifications/send.ts';
import { traced } from '../tracing/traced.ts';
import type { Row } from '../views/row.ts';
import { byStream, eachGroup } from './batch.ts';
import { forgetting } from './forgetting.ts';
import { queueFunction } from './middleware.ts';
import { followGroups, ofAggregate } from './projection.ts';
import { causesOf, eventsOf, type Received } from './recorded.ts';

/**
 * Notifications as a Lambda: compose (a fold, once for each event), then order from their channels what was composed for all
 * streams of the batch together: the messages of the events that came, and of those that were read from the log to fill a gap.
 */
export function notificationHandler(notification: Notification) {
  const following = followingMessages(notification);
  const blank = eachGroup((received) =>
    forgetting(received, async (subject) => {
      for (const key of await forget(following, subject)) await blankSent(key);
    }),
  );
  return queueFunction({
    by: byStream,
    work: async (groups, failed) => {
      const followed = await followGroups(following.follower, ofAggregate(notification.of, groups), failed);
      const outgoing = followed.flatMap((one) => composed(one, groups.get(one.stream) ?? []));
      const streamFor = (clave: string) => streamOf(notification.of, clave);
      const causes = outgoing.flatMap(({ outbox }) => causesOf(groups.get(streamFor(outbox.clave)) ?? []));
      await traced(causes, () => send(outgoing, (clave, error) => failed(streamFor(clave), error)));
      await blank(groups, failed);
    },
  });
}

/** What there may be to send of a stream after it was followed. */
function composed({ before, after, wrote }: Followed<Row<Outbox>>, received: readonly Received[]): Outgoing[] {
  const outbox = after.state;
  if (!outbox) return [];
  const versions = new Set(eventsOf(received).map(({ metadata }) => metadata.version));
  const messages = outbox.mensajes.filter(({ version }) => version > before.version || versions.has(version));
  const mineAfter = wrote ? before.version : Number.POSITIVE_INFINITY;
  const traceparent = received.at(-1)?.event.metadata.traceparent;
  return messages.length > 0 ? [{ outbox, messages, mineAfter, hold: after.hold, traceparent }] : [];
}
