import type { Journal, Projection, Tally } from '#shared/model/projection.ts';
import { applyToRow } from '../views/apply.ts';
import { forget } from '../views/forget.ts';
import { writeJournal } from '../views/journal.ts';
import { applyToTally } from '../views/tally.ts';
import { queueFunction } from './middleware.ts';
import { grouped, type Received } from './recorded.ts';

/** The event on which views take out what is personal. By name: the seedwork knows no context. */
export const FORGOTTEN = 'ClienteOlvidado';

/** A read model as a Lambda: one read and one write for each row that a batch touches, not for each event. */
export function projectionHandler(projection: Projection) {
  return queueFunction((records, failed) =>
    each(
      grouped(records, ({ metadata }) => metadata.stream, failed),
      failed,
      async (stream, received) => {
        const forgotten = received.find(({ event }) => event.type === FORGOTTEN);
        if (forgotten) await forget(projection, forgotten.event.data.clienteId);
        else
          await applyToRow(
            projection,
            stream,
            received.map(({ event }) => event),
          );
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
      (_, received) =>
        writeJournal(
          journal,
          received.map(({ event }) => event),
        ),
    ),
  );
}

/** A read model of sums as a Lambda. */
export function tallyHandler(tally: Tally) {
  return queueFunction((records, failed) =>
    each(
      grouped(records, ({ metadata }) => metadata.stream, failed),
      failed,
      (stream, received) =>
        applyToTally(
          tally,
          stream,
          received.map(({ event }) => event),
        ),
    ),
  );
}

/** Runs `work` for each group of messages; when it throws, all messages of the group are failed. */
export async function each(
  groups: Map<string, Received[]>,
  failed: (record: Received['record'], error: unknown) => void,
  work: (key: string, received: readonly Received[]) => Promise<unknown>,
): Promise<void> {
  await Promise.all(
    [...groups].map(([key, received]) =>
      work(key, received).catch((error) => {
        for (const { record } of received) failed(record, error);
      }),
    ),
  );
}
