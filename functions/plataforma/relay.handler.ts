import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { fromItem, recordedOf } from '#shared/runtime/eventLog/commit.ts';
import { publish } from '#shared/runtime/publish.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';

/**
 * From the event log's stream to the bus, in the order of each stream. A batch that fails part-way is taken up again from
 * the first commit that was not published whole; repetitions do no harm, since consumers drop what they have applied.
 */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const commits = Records.filter(({ eventName }) => eventName === 'INSERT');
  const entries = commits.flatMap(({ dynamodb }) => {
    const position = dynamodb?.SequenceNumber as string;
    return recordedOf(fromItem(dynamodb?.NewImage as never)).map((event) => ({ event, position }));
  });
  const events = entries.map(({ event }) => event);
  const causes = events.map(({ metadata }) => metadata.traceparent);
  const published = await traced(causes, () => publish(events));
  const first = entries[published];
  return { batchItemFailures: first ? [{ itemIdentifier: first.position }] : [] };
}
