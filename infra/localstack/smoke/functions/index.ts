/** The functions of the smoke stack: API → log table → stream → bus → queue → view. */
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';

const dynamodb = new DynamoDBClient({});
const eventbridge = new EventBridgeClient({});

/** POST /items/{id} appends to the log, GET reads the view; other methods misbehave on purpose. */
export const api = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const id = event.pathParameters?.['id'] ?? '';
  if (event.httpMethod === 'PUT') await new Promise(() => setInterval(() => undefined, 1000));
  if (event.httpMethod === 'DELETE') process.exit(3);
  if (event.httpMethod === 'PATCH') throw new RangeError('on purpose');
  if (event.httpMethod === 'GET') {
    const found = await dynamodb.send(new GetItemCommand({ TableName: process.env['VIEW'], Key: { id: { S: id } } }));
    return { statusCode: found.Item ? 200 : 404, body: JSON.stringify(found.Item ?? {}) };
  }
  await dynamodb.send(
    new PutItemCommand({
      TableName: process.env['LOG'],
      Item: { stream: { S: id }, version: { N: '1' }, body: { S: event.body ?? '' } },
      ConditionExpression: 'attribute_not_exists(#s)',
      ExpressionAttributeNames: { '#s': 'stream' },
    }),
  );
  console.log('appended %s', id);
  return { statusCode: 201, body: JSON.stringify({ id, pid: process.pid, node: process.version }) };
};

/** Publishes each new commit on the bus. */
export const relay = async (event: DynamoDBStreamEvent): Promise<SQSBatchResponse> => {
  const Entries = event.Records.map(({ dynamodb: change }) => ({
    EventBusName: process.env['BUS'],
    Source: 'smoke.log',
    DetailType: 'Appended',
    Detail: JSON.stringify({ id: change?.NewImage?.['stream']?.S, body: change?.NewImage?.['body']?.S }),
  }));
  await eventbridge.send(new PutEventsCommand({ Entries }));
  return { batchItemFailures: [] };
};

/** Writes a view row for each event. */
export const project = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  for (const record of event.Records) {
    const { detail } = JSON.parse(record.body) as { detail: { id: string; body: string } };
    const Item = { id: { S: detail.id }, body: { S: detail.body } };
    await dynamodb.send(new PutItemCommand({ TableName: process.env['VIEW'], Item }));
  }
  return { batchItemFailures: [] };
};
