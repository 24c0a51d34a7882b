import { aggregateOf } from '#shared/model/envelope.ts';
import type { Journal, Projection, Tally } from '#shared/model/projection.ts';
import { traced } from '../tracing/traced.ts';
import { applyToRow } from '../views/apply.ts';
import { forget } from '../views/forget.ts';
import { writeJournal } from '../views/journal.ts';
import { applyToTally } from '../views/tally.ts';
import { byMessage, byStream, eachGroup } from './batch.ts';
import { forgetting } from './forgetting.ts';
import { queueFunction } from './middleware.ts';
import { causesOf, eventsOf } from './recorded.ts';

/** A read model as a Lambda: one read and one write for each row that a batch touches, not for each event. */
export function projectionHandler(projection: Projection) {
  return queueFunction({
    by: byStream,
    work: eachGroup(async (received, stream) => {
      if (aggregateOf(stream) === projection.options.of) await applyToRow(projection, stream, eventsOf(received));
      await forgetting(received, (subject) => forget(projection, subject));
    }),
  });
}

/** A journal as a Lambda. */
export function journalHandler(journal: Journal) {
  return queueFunction({
    by: byMessage,
    work: (groups) => {
      const received = [...groups.values()].flat();
      return traced(causesOf(received), () => writeJournal(journal, eventsOf(received)));
    },
  });
}

/** A read model of sums as a Lambda. */
export function tallyHandler(tally: Tally) {
  return queueFunction({
    by: byStream,
    work: (groups, failed) => {
      const events = new Map([...groups].map(([stream, received]) => [stream, eventsOf(received)]));
      return traced([...groups.values()].flatMap(causesOf), () => applyToTally(tally, events, failed));
    },
  });
}
