import { type Action, AwsError, type Call, type JsonObject, type StreamRecord } from '../../service.ts';
import { asGridArns } from './arns.ts';
import { type Forwarder, STREAMS } from './forward.ts';
import { onResource } from './permissions.ts';
import { asAws, asShardId, padded, type StreamsOf } from './streams.ts';

/**
 * The DynamoDB Streams API. An iterator carries its stream's ARN in front, as AWS's does: `GetRecords` names no stream,
 * yet its right is one on the stream.
 */
export function streamActions(forwarder: Forwarder, { engineShard }: StreamsOf): Record<string, Action> {
  const ask = (name: string, input: Record<string, unknown>) => forwarder.call(STREAMS + name, input);
  return {
    ListStreams: {
      permissions: () => [{ action: 'dynamodb:ListStreams', resource: '*' }],
      run: async ({ input }: Call) => inGrid(await ask('ListStreams', input)),
    },
    DescribeStream: {
      permissions: (input) => [onResource('DescribeStream', input)],
      run: async ({ input }: Call) => {
        const { ExclusiveStartShardId = '', ...rest } = input;
        const output = inGrid(await ask('DescribeStream', rest));
        const description = output.StreamDescription;
        const shards = description.Shards.map(asOpenShard);
        return {
          StreamDescription: {
            ...description,
            Shards: shards.filter(({ ShardId }: JsonObject) => ShardId > ExclusiveStartShardId),
            ...(description.LastEvaluatedShardId && {
              LastEvaluatedShardId: asShardId(description.LastEvaluatedShardId),
            }),
          },
        };
      },
    },
    GetShardIterator: {
      permissions: (input) => [onResource('GetShardIterator', input)],
      run: async ({ input }: Call) => {
        const ShardId = await engineShard(input.StreamArn);
        if (input.ShardId !== asShardId(ShardId)) {
          const message = `Requested resource not found: Shard: ${input.ShardId} in Stream: ${input.StreamArn} not found`;
          throw new AwsError('ResourceNotFoundException', message);
        }
        const { ShardIterator } = await ask('GetShardIterator', { ...input, ShardId });
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

/** A shard as AWS gives it. An open one has no end: with one, a consumer takes the shard for closed and stops. */
function asOpenShard({ ShardId, SequenceNumberRange = {}, ...rest }: JsonObject): JsonObject {
  const { StartingSequenceNumber: first } = SequenceNumberRange;
  return {
    ...rest,
    ShardId: asShardId(ShardId),
    SequenceNumberRange: first === undefined ? {} : { StartingSequenceNumber: padded(first) },
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
