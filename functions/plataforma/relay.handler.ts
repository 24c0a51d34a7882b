import type { DynamoDBRecord } from 'aws-lambda';
import type { Recorded } from '#shared/model/envelope.ts';
import { SagaAvanzada } from '#shared/model/process.ts';
import { fromItem, RESTORED, recordedOf } from '#shared/runtime/eventLog/commit.ts';
import { Unreadable } from '#shared/runtime/lambda/recorded.ts';
import { type NotDone, streamFunction } from '#shared/runtime/lambda/stream.ts';
import { publish } from '#shared/runtime/publish.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';

/**
 * From the event log's stream to the bus. Repetitions do no harm, since consumers drop what they have applied. How a saga
 * stands is nobody's business but its own: that stays in the log. What was restored was told when it happened.
 */
export const handler = streamFunction({
  work: relay,
  letter: ({ dynamodb: { Keys: { stream, version } = {} } = {} }) => ({
    stream: stream?.S,
    version: Number(version?.N),
  }),
});

async function relay(records: readonly DynamoDBRecord[]): Promise<ReadonlyMap<DynamoDBRecord, NotDone>> {
  const from = new Map<Recorded, DynamoDBRecord>();
  const notDone = new Map<DynamoDBRecord, NotDone>();
  for (const commit of records.filter(isNews)) {
    try {
      for (const event of eventsIn(commit)) from.set(event, commit);
    } catch (error) {
      notDone.set(commit, { error, forGood: true });
    }
  }
  const events = [...from.keys()].filter(({ type }) => type !== SagaAvanzada.type);
  const causes = events.map(({ metadata }) => metadata);
  for (const { event, error, forGood } of await traced(causes, () => publish(events))) {
    const commit = from.get(event) as DynamoDBRecord;
    // A commit of which something may be taken later comes again whole.
    if (notDone.get(commit)?.forGood !== false) notDone.set(commit, { error, forGood });
  }
  return notDone;
}

/** Whether a record is of a commit that has just been made, and not of one that was brought back from a copy of the log. */
function isNews({ eventName, dynamodb }: DynamoDBRecord): boolean {
  return eventName === 'INSERT' && dynamodb?.NewImage?.[RESTORED] === undefined;
}

/** The events of a commit. Throws Unreadable for an item that is no commit. */
function eventsIn({ dynamodb }: DynamoDBRecord): Recorded[] {
  try {
    const events = recordedOf(fromItem(dynamodb?.NewImage as never));
    const whole = ({ type, metadata: { id, context } }: Recorded) =>
      [type, id, context].every((member) => typeof member === 'string' && member !== '');
    if (events.length > 0 && events.every(whole)) return events;
  } catch {
    // What is wrong with the item would quote it.
  }
  throw new Unreadable('The item of the event log is no commit.');
}
