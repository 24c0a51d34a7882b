import { aggregateOf } from '#shared/model/envelope.ts';
import type { Journal, Projection, Tally } from '#shared/model/projection.ts';
import { traced } from '../tracing/traced.ts';
import { applyToRow } from '../views/apply.ts';
import { forget } from '../views/forget.ts';
import { writeJournal } from '../views/journal.ts';
import { applyToTally } from '../views/tally.ts';
import { forgetting } from './forgetting.ts';
import { queueFunction } from './middleware.ts';
import { causesOf, grouped, type Received } from './recorded.ts';

/** A read model as a Lambda: one read and one write for each row that a batch touches, not for each event. */
export function projectionHandler(projection: Projection) {
  return queueFunction((records, failed) =>
    each(
      grouped(records, ({ metadata }) => metadata.stream, failed),
      failed,
      async (stream, received) => {
        if (aggregateOf(stream) === projection.options.of) await applyToRow(projection, stream, eventsOf(received));
        await forgetting(received, (subject) => forget(projection, subject));
      },
    ),
  );
}

/** A journal as a Lambda. */
export function journalHandler(journal: Journal) {
  return queueFunction((records, failed) =>
    each(
      grouped(records, () => 'all', failed),
      failed,
      (_, received) => writeJournal(journal, eventsOf(received)),
    ),
  );
}

/** A read model of sums as a Lambda. */
export function tallyHandler(tally: Tally) {
  return queueFunction(async (records, failed) => {
    const groups = grouped(records, ({ metadata }) => metadata.stream, failed);
    const failAll = (stream: string, error: unknown) => {
      for (const { record } of groups.get(stream) ?? []) failed(record, error);
    };
    const events = new Map([...groups].map(([stream, received]) => [stream, eventsOf(received)]));
    await traced([...groups.values()].flatMap(causesOf), () => applyToTally(tally, events, failAll));
  });
}

/** Runs `work` for each group of messages, as a part of their traces; when it throws, all messages of the group are failed. */
export async function each(
  groups: Map<string, Received[]>,
  failed: (record: Received['record'], error: unknown) => void,
  work: (key: string, received: readonly Received[]) => Promise<unknown>,
): Promise<void> {
  await Promise.all(
    [...groups].map(([key, received]) =>
      traced(causesOf(received), () => work(key, received)).catch((error) => {
        for (const { record } of received) failed(record, error);
      }),
    ),
  );
}

function eventsOf(received: readonly Received[]) {
  return received.map(({ event }) => event);
}
