import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from '../sqs/served.ts';
import { type DynamoDbService, dynamodbService } from './service.ts';

const ROWS = 20;
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

async function filled(TableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  for (let at = 0; at < ROWS; at++)
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: String(at) } } }));
}

/** What a reader of a segment sees that deletes the row of its cursor between two pages. */
async function scanned(TableName: string, segment: object): Promise<(string | undefined)[]> {
  const seen: (string | undefined)[] = [];
  for (let ExclusiveStartKey: Awaited<ReturnType<typeof page>>['LastEvaluatedKey']; ; ) {
    const {
      Items = [],
      LastEvaluatedKey,
      Count,
    } = await page(TableName, { ...segment, ...(ExclusiveStartKey && { ExclusiveStartKey }) });
    expect(Count).toBe(Items.length);
    seen.push(...Items.map(({ pk }) => pk?.S));
    if (!LastEvaluatedKey) return seen;
    await client.send(new DeleteItemCommand({ TableName, Key: LastEvaluatedKey }));
    ExclusiveStartKey = LastEvaluatedKey;
  }
}

const page = (TableName: string, more: object) => client.send(new ScanCommand({ TableName, Limit: 3, ...more }));

test.each([1, 2, 7])(
  'in %i segments every row is seen once, also when rows of cursors go meanwhile',
  async (TotalSegments) => {
    const name = `in-${TotalSegments}`;
    await filled(name);
    const segments = Array.from({ length: TotalSegments }, (_, Segment) => scanned(name, { Segment, TotalSegments }));
    const seen = (await Promise.all(segments)).flat();
    expect(seen.sort()).toStrictEqual(Array.from({ length: ROWS }, (_, at) => String(at)).sort());
  },
);

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
test.each([
  [{ Segment: 2, TotalSegments: 2 }, 'ValidationException'],
  [{ TotalSegments: 2 }, 'ValidationException'],
  [{ Segment: 1, TotalSegments: 2, TableName: 'nowhere' }, 'ResourceNotFoundException'],
  [{ Segment: 1, TotalSegments: 2, FilterExpression: 'a =' }, 'ValidationException'],
])('%o is refused with %s', async (more, name) => {
  await expect(page('in-1', more)).rejects.toMatchObject({ name });
});

test('a segment that only counts counts nothing', async () => {
  const answer = await page('in-1', { Segment: 1, TotalSegments: 2, Select: 'COUNT' });
  expect([answer.Count, answer.ScannedCount, answer.Items]).toStrictEqual([0, 0, undefined]);
});
