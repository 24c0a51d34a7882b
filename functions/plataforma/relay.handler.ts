import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Recorded } from '#shared/model/envelope.ts';
import { SagaAvanzada } from '#shared/model/process.ts';
import { fromItem, recordedOf } from '#shared/runtime/eventLog/commit.ts';
import { type Reason, reasonOf, sendDeadLetter } from '#shared/runtime/lambda/deadLetter.ts';
import { observed } from '#shared/runtime/lambda/middleware.ts';
import { Unreadable } from '#shared/runtime/lambda/recorded.ts';
import { publish } from '#shared/runtime/publish.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';

/** What became of a batch. Lambda reads the first member; who redrives a dead letter reads why it is dead again. */
interface Relayed extends DynamoDBBatchResponse {
  readonly dead: readonly Reason[];
}

/**
 * From the event log's stream to the bus. A commit that cannot be read, or that the bus will never take, goes to the
 * dead-letter queue, and nothing waits for it. Where the bus is out of order, the batch is taken up again from the first
 * commit that was not published whole; repetitions do no harm, since consumers drop what they have applied. How a saga
 * stands is nobody's business but its own: that stays in the log.
 */
export const handler = observed(async ({ Records }: DynamoDBStreamEvent, { functionName }): Promise<Relayed> => {
  const commits = Records.filter(({ eventName }) => eventName === 'INSERT');
  const from = new Map<Recorded, DynamoDBRecord>();
  const hopeless = new Map<DynamoDBRecord, unknown>();
  const held = new Set<DynamoDBRecord>();
  for (const commit of commits) {
    try {
      for (const event of eventsIn(commit)) from.set(event, commit);
    } catch (error) {
      hopeless.set(commit, error);
    }
  }
  const events = [...from.keys()].filter(({ type }) => type !== SagaAvanzada.type);
  const causes = events.map(({ metadata }) => metadata.traceparent);
  for (const { event, error, forGood } of await traced(causes, () => publish(events))) {
    const commit = from.get(event) as DynamoDBRecord;
    if (forGood) hopeless.set(commit, error);
    else held.add(commit);
  }
  const dead: Reason[] = [];
  for (const commit of commits) {
    const error = hopeless.get(commit);
    if (error !== undefined && !held.has(commit)) {
      if (await buried(commit, error, functionName)) dead.push(reasonOf(error));
      else held.add(commit);
    }
    // All that follows comes again.
    if (held.has(commit)) return { batchItemFailures: [{ itemIdentifier: positionOf(commit) }], dead };
  }
  return { batchItemFailures: [], dead };
});

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

/** Writes a dead letter that says which commit it is, and gives whether it could. */
async function buried(commit: DynamoDBRecord, error: unknown, functionName: string): Promise<boolean> {
  const { stream, version } = commit.dynamodb?.Keys ?? {};
  const letter = { stream: stream?.S, version: Number(version?.N) };
  try {
    await sendDeadLetter(JSON.stringify(letter), error, { functionName, attempts: 1 });
    logger.error('A commit cannot be published', { ...letter, error: error as Error });
    return true;
  } catch (failure) {
    logger.error('A dead letter could not be sent; the stream gives the commit again', failure as Error);
    return false;
  }
}

function positionOf({ dynamodb }: DynamoDBRecord): string {
  return dynamodb?.SequenceNumber as string;
}
