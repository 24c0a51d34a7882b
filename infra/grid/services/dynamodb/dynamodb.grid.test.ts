import {
  BatchExecuteStatementCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ResourceInput, StreamRecord } from '../../service.ts';
import { type Served, serve } from '../sqs/served.ts';
import { type DynamoDbService, dynamodbService } from './service.ts';

let served: Served<{ dynamodb: DynamoDbService }>;
let client: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  client = new DynamoDBClient(served.client);
});

afterAll(async () => {
  client?.destroy();
  await served?.stop();
});

const KEYS = {
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'N' },
  ],
};

interface Image {
  readonly SequenceNumber: string;
  readonly Keys: Record<string, { S?: string; N?: string }>;
  readonly ApproximateCreationDateTime: number;
}

const STREAM = { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } };

async function table(name: string, properties: Record<string, unknown> = {}) {
  const resource: ResourceInput = {
    stack: 's',
    logicalId: name,
    type: 'AWS::DynamoDB::Table',
    defaultName: name,
    properties: { ...KEYS, ...properties },
  };
  const type = served.services.dynamodb.resources['AWS::DynamoDB::Table'];
  if (!type) throw new Error('no type');
  return type.ensure(resource);
}

const put = (TableName: string, pk: string, sk: number, more = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { N: `${sk}` }, ...more } }));

test('a table of the template answers the SDK, with ARNs of the grid', async () => {
  const { ref, attributes } = await table('plain', STREAM);
  expect(ref).toBe('plain');
  expect(attributes.Arn).toBe('arn:aws:dynamodb:us-east-1:000000000000:table/plain');
  expect(attributes.StreamArn).toMatch(/^arn:aws:dynamodb:us-east-1:000000000000:table\/plain\/stream\//);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'plain' }));
  expect([Table?.TableArn, Table?.LatestStreamArn]).toEqual([attributes.Arn, attributes.StreamArn]);
});

test('ensuring again keeps the items', async () => {
  await table('kept');
  await put('kept', 'a', 1);
  await table('kept', {
    GlobalSecondaryIndexes: [
      {
        IndexName: 'bySk',
        KeySchema: [{ AttributeName: 'sk', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  const { Item } = await client.send(
    new GetItemCommand({ TableName: 'kept', Key: { pk: { S: 'a' }, sk: { N: '1' } } }),
  );
  expect(Item?.pk).toEqual({ S: 'a' });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'kept' }));
  expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['bySk']);
});

test('changed keys are refused with what to do', async () => {
  await table('keys');
  await expect(table('keys', { KeySchema: [{ AttributeName: 'sk', KeyType: 'HASH' }] })).rejects.toThrow(
    /delete-table --table-name keys/,
  );
});

test('a table is found by its ARN', async () => {
  const { attributes } = await table('byArn');
  await put(String(attributes.Arn), 'a', 1);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: 'byArn', Key: { pk: { S: 'a' }, sk: { N: '1' } } }),
  );
  expect(Item).toBeDefined();
});

test('a failed condition gives its name and the old item', async () => {
  await table('conditions');
  await put('conditions', 'a', 1, { who: { S: 'first' } });
  const second = client.send(
    new PutItemCommand({
      TableName: 'conditions',
      Item: { pk: { S: 'a' }, sk: { N: '1' } },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  await expect(second).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: { who: { S: 'first' } },
  });
});

test('statements of a batch stand each alone, and may remove several attributes', async () => {
  await table('statements');
  const Key = { pk: { S: 'a' }, sk: { N: '1' } };
  const Item = { ...Key, one: { S: 'x' }, two: { S: 'x' }, three: { S: 'x' } };
  await client.send(new PutItemCommand({ TableName: 'statements', Item }));
  const { Responses = [] } = await client.send(
    new BatchExecuteStatementCommand({
      Statements: [
        {
          Statement: 'UPDATE "statements" SET "one"=? SET "four"=? REMOVE "two" REMOVE "three" WHERE "pk"=? AND "sk"=?',
          Parameters: [{ S: 'y' }, { S: 'z' }, Key.pk, Key.sk],
        },
        { Statement: `INSERT INTO "statements" VALUE {'pk': ?, 'sk': ?}`, Parameters: [Key.pk, { N: '2' }] },
        {
          Statement: 'UPDATE "statements" SET "one"=? WHERE "pk"=? AND "sk"=? AND "one" IS MISSING',
          Parameters: [{ S: 'y' }, Key.pk, { N: '3' }],
        },
      ],
    }),
  );
  expect(Responses.map(({ Error: error }) => error?.Code)).toEqual([undefined, undefined, 'ConditionalCheckFailed']);
  const read = await client.send(new GetItemCommand({ TableName: 'statements', Key }));
  expect(read.Item).toEqual({ ...Key, one: { S: 'y' }, four: { S: 'z' } });
});

test('a stream is read in order, in the shape of Lambda, and writes wake its listeners', async () => {
  const { attributes } = await table('streamed', STREAM);
  const arn = String(attributes.StreamArn);
  const start = await served.services.dynamodb.latest(arn);
  const woken = new Promise<void>((resolve) => {
    const stop = served.services.dynamodb.onWrite(arn, () => {
      stop();
      resolve();
    });
  });
  for (let i = 1; i <= 3; i++) await put('streamed', 'a', i);
  await woken;
  const first = await served.services.dynamodb.read(arn, start, 2);
  expect(first.map(({ dynamodb }) => (dynamodb as Image).Keys.sk?.N)).toEqual(['1', '2']);
  expect(first[0]).toMatchObject({
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    eventSourceARN: arn,
    dynamodb: {
      StreamViewType: 'NEW_AND_OLD_IMAGES',
      NewImage: { pk: { S: 'a' } },
      ApproximateCreationDateTime: expect.any(Number),
    },
  });
  const rest = await served.services.dynamodb.read(arn, first[1]?.dynamodb.SequenceNumber, 10);
  expect(rest.map(({ dynamodb }) => (dynamodb as Image).Keys.sk?.N)).toEqual(['3']);
  expect(await served.services.dynamodb.read(arn, rest[0]?.dynamodb.SequenceNumber, 10)).toEqual([]);
  expect(await served.services.dynamodb.latest(arn)).toBe(rest[0]?.dynamodb.SequenceNumber);
});

test('the Streams API serves an open shard', async () => {
  const { attributes } = await table('api', STREAM);
  const StreamArn = String(attributes.StreamArn);
  await put('api', 'a', 1);
  const streams = new DynamoDBStreamsClient(served.client);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const shard = StreamDescription?.Shards?.[0];
  expect([StreamDescription?.StreamArn, shard?.SequenceNumberRange?.EndingSequenceNumber]).toEqual([
    StreamArn,
    undefined,
  ]);
  expect(await served.services.dynamodb.shard(StreamArn)).toBe(shard?.ShardId);
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId: shard?.ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  const { Records, NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records?.map(({ awsRegion, eventName }) => [awsRegion, eventName])).toEqual([['us-east-1', 'INSERT']]);
  expect((await streams.send(new GetRecordsCommand({ ShardIterator: NextShardIterator }))).Records).toEqual([]);
  streams.destroy();
});

test('what names a stream, a shard and a record has the length that the API wants back', async () => {
  const { attributes } = await table('lengths', STREAM);
  const StreamArn = String(attributes.StreamArn);
  await put('lengths', 'a', 1);
  const streams = new DynamoDBStreamsClient(served.client);
  const describe = (more: object) => streams.send(new DescribeStreamCommand({ StreamArn, ...more }));
  const { StreamDescription } = await describe({});
  const { ShardId = '', SequenceNumberRange } = StreamDescription?.Shards?.[0] ?? {};
  const { Records } = await streams.send(
    new GetRecordsCommand({
      ShardIterator: (
        await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }))
      ).ShardIterator,
    }),
  );
  // The bounds of https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html
  const within =
    (least: number, most: number) =>
    (text = '') =>
      text.length >= least && text.length <= most;
  expect([StreamArn].every(within(37, 1024))).toBe(true);
  expect([ShardId].every(within(28, 65))).toBe(true);
  const numbers = [SequenceNumberRange?.StartingSequenceNumber, Records?.[0]?.dynamodb?.SequenceNumber];
  expect(numbers.every(within(21, 40))).toBe(true);
  expect((await describe({ ExclusiveStartShardId: ShardId })).StreamDescription?.Shards).toStrictEqual([]);
  const other = { StreamArn, ShardId: `${ShardId}0`, ShardIteratorType: 'LATEST' } as const;
  await expect(streams.send(new GetShardIteratorCommand(other))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  streams.destroy();
});

test('an item ends by the clock of the grid, and its record names the service', async () => {
  const ttl = { TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } };
  const { attributes } = await table('expiring', { ...STREAM, ...ttl });
  const arn = String(attributes.StreamArn);
  const now = Math.floor(served.grid.clock.now() / 1000);
  await put('expiring', 'soon', 1, { until: { N: String(now + 3600) } });
  await put('expiring', 'later', 1, { until: { N: String(now + 9000) } });
  await put('expiring', 'mistake', 1, { until: { N: '1000' } });
  expect(await served.services.dynamodb.expire()).toBe(0);
  served.grid.clock.advance(3700_000);
  await served.services.dynamodb.expire();
  const records = await served.services.dynamodb.read(arn, undefined, 10);
  const removed = records.filter(({ eventName }) => eventName === 'REMOVE');
  expect(removed.map(({ dynamodb, userIdentity }) => [(dynamodb as Image).Keys.pk?.S, userIdentity])).toEqual([
    ['soon', { type: 'Service', principalId: 'dynamodb.amazonaws.com' }],
  ]);
  const [first] = removed;
  const at = (first as StreamRecord).dynamodb as Image;
  expect(at.ApproximateCreationDateTime - now).toBeGreaterThanOrEqual(3600);
});

test('the engine is started again when it dies', async () => {
  await table('restarted');
  await put('restarted', 'a', 1);
  process.kill(Number(served.services.dynamodb.engine()?.pid), 'SIGKILL');
  await expect
    .poll(async () => (await client.send(new ListTablesCommand({}))).TableNames, { timeout: 10_000 })
    .toContain('restarted');
  const { Item } = await client.send(
    new GetItemCommand({ TableName: 'restarted', Key: { pk: { S: 'a' }, sk: { N: '1' } } }),
  );
  expect(Item).toBeDefined();
});
