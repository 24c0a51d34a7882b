import { aggregateOf } from '#shared/model/envelope.ts';
import type { LiveRows } from '#shared/model/live.ts';
import type { Journal, Projection, Tally } from '#shared/model/projection.ts';
import type { Cursor } from '../follow/fold.ts';
import { type Followed, type Follower, follow } from '../follow/follow.ts';
import { forget } from '../follow/forget.ts';
import { writeLines } from '../follow/lines.ts';
import { byGeneration, followerOfRows } from '../follow/rows.ts';
import { followerOfTotals } from '../follow/totals.ts';
import { traced } from '../tracing/traced.ts';
import { announce, VIEW, type ViewTable } from '../views/generation.ts';
import { byMessage, byStream, eachGroup, type Groups, type Work } from './batch.ts';
import { forgetting } from './forgetting.ts';
import { queueFunction } from './middleware.ts';
import { causesOf, eventsOf } from './recorded.ts';

/**
 * A read model as a Lambda: one write for each row that a batch touches, not for each event.
 * @param live what of it goes live, if it does.
 */
export function projectionHandler(projection: Projection, live?: LiveRows) {
  const follower = followerOfRows(projection, { live });
  const blank = eachGroup((received) =>
    forgetting(received, (subject) => forget({ projection, follower, prefix: byGeneration }, subject)),
  );
  return queueFunction({
    by: byStream,
    work: async (groups, failed) => {
      await announcing(VIEW, followGroups(follower, ofAggregate(projection.options.of, groups), failed));
      await blank(groups, failed);
    },
  });
}

/** A journal as a Lambda. */
export function journalHandler(journal: Journal) {
  return queueFunction({
    by: byMessage,
    work: (groups) => {
      const received = [...groups.values()].flat();
      return traced(causesOf(received), () =>
        announcing({ ...VIEW, sorted: true }, writeLines(journal, eventsOf(received))),
      );
    },
  });
}

/** A read model of sums as a Lambda. */
export function tallyHandler(tally: Tally) {
  const follower = followerOfTotals(tally);
  return queueFunction({
    by: byStream,
    work: (groups, failed) => announcing(VIEW, followGroups(follower, groups, failed)),
  });
}

/** The groups of an aggregate's streams. */
export function ofAggregate(aggregate: string, groups: Groups): Groups {
  return new Map([...groups].filter(([stream]) => aggregateOf(stream) === aggregate));
}

/** Brings a follower up to the events of groups, as a part of their traces. */
export function followGroups<C extends Cursor>(
  follower: Follower<C>,
  groups: Groups,
  failed: Parameters<Work>[1],
): Promise<Followed<C>[]> {
  const events = new Map([...groups].map(([stream, received]) => [stream, eventsOf(received)]));
  return traced([...groups.values()].flatMap(causesOf), () => follow(follower, events, failed));
}

async function announcing(view: ViewTable, work: Promise<unknown>): Promise<void> {
  await Promise.all([announce(view), work]);
}
