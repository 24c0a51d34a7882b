import {
  BatchWriteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from '../../sqs/served.ts';
import { type DynamoDbService, dynamodbService } from '../service.ts';

type Item = NonNullable<ConstructorParameters<typeof PutItemCommand>[0]['Item']>;

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

/** A new table with a stream of this view, and what reads the names of all events of its stream. */
async function streamed(name: string, StreamViewType: string): Promise<() => Promise<string[]>> {
  const type = served.services.dynamodb.resources['AWS::DynamoDB::Table'];
  if (!type) throw new Error('no type');
  const { attributes } = await type.ensure({
    stack: 's',
    logicalId: name,
    type: 'AWS::DynamoDB::Table',
    defaultName: name,
    properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType },
    },
  });
  return async () =>
    (await served.services.dynamodb.read(String(attributes.StreamArn), undefined, 100)).map(({ eventName }) =>
      String(eventName),
    );
}

const FIRST: Item = {
  pk: { S: 'a' },
  n: { N: '1' },
  list: { L: [{ N: '10' }, { M: { x: { NULL: true }, y: { BOOL: false } } }] },
  set: { SS: ['a', 'b'] },
  numbers: { NS: ['1', '2'] },
};
const SAME: Item = {
  numbers: { NS: ['2.0', '1'] },
  set: { SS: ['b', 'a'] },
  list: { L: [{ N: '1e1' }, { M: { y: { BOOL: false }, x: { NULL: true } } }] },
  n: { N: '1.0' },
  pk: { S: 'a' },
};

test.each(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'])(
  'a write that changes nothing leaves no record in a stream of %s, however it is spelled',
  async (view) => {
    const TableName = `same-${view}`;
    const events = await streamed(TableName, view);
    const put = (Item: Item) => client.send(new PutItemCommand({ TableName, Item }));
    await put(FIRST);
    await put(FIRST);
    await put(SAME);
    const update = {
      TableName,
      Key: { pk: FIRST.pk as Item[string] },
      UpdateExpression: 'SET n = :n',
      ExpressionAttributeValues: { ':n': { N: '1.00' } },
    };
    await client.send(new UpdateItemCommand(update));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: SAME } }] } }));
    const other = { Put: { TableName, Item: { pk: { S: 'b' } } } };
    await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: SAME } }, other] }));
    expect(await events()).toStrictEqual(['INSERT', 'INSERT']);
    await put({ ...FIRST, n: { N: '2' } });
    expect(await events()).toStrictEqual(['INSERT', 'INSERT', 'MODIFY']);
  },
);

test.each<[string, Item]>([
  ['the order of a list', { list: { L: [{ S: 'y' }, { S: 'x' }] } }],
  ['the kind of a value', { value: { N: '1' } }],
  ['one member of a set', { set: { SS: ['a', 'c'] } }],
  ['which attribute has a value', { other: { S: '1' } }],
])('a change of %s is a record', async (what, change) => {
  const TableName = `changed-${what.replaceAll(' ', '-')}`;
  const events = await streamed(TableName, 'NEW_IMAGE');
  const before: Item = { list: { L: [{ S: 'x' }, { S: 'y' }] }, value: { S: '1' }, set: { SS: ['a', 'b'] } };
  const [changed = ''] = Object.keys(change);
  const after = { ...before, ...change };
  if (!(changed in before)) delete after.value;
  for (const item of [before, after])
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, ...item } }));
  expect(await events()).toStrictEqual(['INSERT', 'MODIFY']);
});

test('a stream that a table is given later leaves them out too', async () => {
  await streamed('later', 'KEYS_ONLY');
  const TableName = 'later';
  await client.send(new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } }));
  await client.send(new PutItemCommand({ TableName, Item: FIRST }));
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } as const;
  const { TableDescription } = await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  await client.send(new PutItemCommand({ TableName, Item: SAME }));
  expect(await served.services.dynamodb.read(String(TableDescription?.LatestStreamArn), undefined, 10)).toStrictEqual(
    [],
  );
});
