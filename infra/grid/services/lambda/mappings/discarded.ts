import { type Invocation, REGION, type StreamRecord } from '../../../service.ts';
import type { LambdaFunction } from '../function.ts';

/** Records that a mapping gave up on, and why. */
export interface Discarded {
  readonly fn: LambdaFunction;
  readonly arn: string;
  readonly streamArn: string;
  readonly records: readonly StreamRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly attempts: number;
  /** The last answer, if the function was invoked at all. */
  readonly answer: Invocation | undefined;
}

/** When records are given up, and in which shard of their stream they are. */
interface Place {
  readonly now: number;
  readonly shardId: string;
}

/** The document for the on-failure destination: where the records are in the stream, not the records themselves. */
export function discardedDocument(discarded: Discarded, { now, shardId }: Place): string {
  const { fn, arn, streamArn, records, condition, attempts, answer } = discarded;
  const first = records.at(0);
  const last = records.at(-1);
  return JSON.stringify({
    requestContext: {
      ...(answer && { requestId: answer.requestId }),
      functionArn: arn,
      condition,
      approximateInvokeCount: attempts,
    },
    ...(answer && {
      responseContext: {
        statusCode: 200,
        executedVersion: fn.version,
        functionError: answer.functionError ?? null,
      },
    }),
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn,
    },
  });
}

/** When the record was written, in milliseconds; streams carry seconds. */
export function writtenAt(record: StreamRecord): number {
  const { ApproximateCreationDateTime: seconds } = record.dynamodb as { ApproximateCreationDateTime?: number };
  return (seconds ?? 0) * 1000;
}

/** A stream record as a function gets it. */
export function streamEventRecord(record: StreamRecord, streamArn: string): object {
  return { ...record, awsRegion: REGION, eventSource: 'aws:dynamodb', eventSourceARN: streamArn };
}

function arrival(record: StreamRecord | undefined): string | undefined {
  return record && `${new Date(writtenAt(record)).toISOString().slice(0, 19)}Z`;
}
