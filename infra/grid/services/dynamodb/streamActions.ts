import { type Action, AwsError, type Call, type JsonObject, type StreamRecord } from '../../service.ts';
import { asGridArns } from './arns.ts';
import { type Forwarder, STREAMS } from './forward.ts';
import { onResource } from './permissions.ts';
import { asAws } from './streams.ts';

/**
 * The DynamoDB Streams API. An iterator carries its stream's ARN in front, as AWS's does: `GetRecords` names no stream,
 * yet its right is one on the stream.
 */
export function streamActions(forwarder: Forwarder): Record<string, Action> {
  const ask = (name: string, input: Record<string, unknown>) => forwarder.call(STREAMS + name, input);
  return {
    ListStreams: {
      permissions: () => [{ action: 'dynamodb:ListStreams', resource: '*' }],
      run: async ({ input }: Call) => inGrid(await ask('ListStreams', input)),
    },
    DescribeStream: {
      permissions: (input) => [onResource('DescribeStream', input)],
      run: async ({ input }: Call) => {
        const output = inGrid(await ask('DescribeStream', input));
        // An open shard has no end; with one, a consumer takes the shard for closed and stops.
        for (const shard of output.StreamDescription.Shards) delete shard.SequenceNumberRange?.EndingSequenceNumber;
        return output;
      },
    },
    GetShardIterator: {
      permissions: (input) => [onResource('GetShardIterator', input)],
      run: async ({ input }: Call) => {
        const { ShardIterator } = await ask('GetShardIterator', input);
        return { ShardIterator: `${asGridArns(input.StreamArn)}|1|${ShardIterator}` };
      },
    },
    GetRecords: {
      permissions: (input) => [{ action: 'dynamodb:GetRecords', resource: opened(input.ShardIterator).arn }],
      run: async ({ input }: Call) => {
        const { arn, iterator } = opened(input.ShardIterator);
        const output = await ask('GetRecords', { ...input, ShardIterator: iterator });
        return {
          Records: output.Records.map((record: StreamRecord) => asAws(record, arn)),
          ...(output.NextShardIterator && { NextShardIterator: `${arn}|1|${output.NextShardIterator}` }),
        };
      },
    },
  };
}

function opened(iterator: unknown): { arn: string; iterator: string } {
  const [arn, , rest] = String(iterator).split('|');
  if (!arn || !rest) throw new AwsError('ValidationException', 'Invalid ShardIterator');
  return { arn, iterator: rest };
}

function inGrid(output: JsonObject): JsonObject {
  return JSON.parse(asGridArns(JSON.stringify(output)));
}
