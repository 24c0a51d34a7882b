import {
  type _Record,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { Failure } from '../failures.ts';

/** Where the records of a batch are, as Lambda's on-failure destination tells it. */
export interface StreamBatch {
  readonly streamArn: string;
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly batchSize: number;
}

/** The records of a batch, as Lambda gives them to a function. Throws Failure when the stream does not hold them any more. */
export async function recordsOf(batch: StreamBatch): Promise<object[]> {
  const streams = new DynamoDBStreamsClient({});
  const last = BigInt(batch.endSequenceNumber);
  const records: _Record[] = [];
  let iterator = await iteratorAt(streams, batch);
  while (iterator) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
    for (const record of page.Records ?? []) {
      if (BigInt(record.dynamodb?.SequenceNumber ?? 0) <= last) records.push(record);
    }
    const reached = page.Records?.at(-1)?.dynamodb?.SequenceNumber;
    if (!reached || BigInt(reached) >= last) break;
    iterator = page.NextShardIterator;
  }
  if (records.length === 0) throw gone(batch);
  return records.map(({ dynamodb = {}, ...record }) => {
    // The SDK reads as a date what Lambda gives in seconds.
    const at = Math.floor((dynamodb.ApproximateCreationDateTime?.getTime() ?? 0) / 1_000);
    return { ...record, dynamodb: { ...dynamodb, ApproximateCreationDateTime: at }, eventSourceARN: batch.streamArn };
  });
}

async function iteratorAt(
  streams: DynamoDBStreamsClient,
  { streamArn, shardId, startSequenceNumber }: StreamBatch,
): Promise<string | undefined> {
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      SequenceNumber: startSequenceNumber,
    }),
  );
  return ShardIterator;
}

function gone({ batchSize, startSequenceNumber }: StreamBatch): Failure {
  return new Failure(
    `el stream ya no guarda los ${batchSize} registros desde ${startSequenceNumber} (DynamoDB los guarda 24 horas)`,
  );
}
