/** The functions of the smoke stack: API → log table → stream → bus → queue → view. */
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type {
  APIGatewayAuthorizerResult,
  APIGatewayProxyEvent,
  APIGatewayProxyResult,
  APIGatewayTokenAuthorizerEvent,
  DynamoDBStreamEvent,
  SQSEvent,
} from 'aws-lambda';

const dynamodb = new DynamoDBClient({});
const eventbridge = new EventBridgeClient({});
const { LOG, VIEW, BUS, BUILD } = process.env;

/** POST appends to the log, GET reads the view; other methods misbehave on purpose. */
export const api = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const id = event.pathParameters?.id ?? '';
  if (event.httpMethod === 'PUT') await new Promise(() => setInterval(() => undefined, 1000));
  if (event.httpMethod === 'DELETE') process.exit(3);
  if (event.httpMethod === 'PATCH') throw new RangeError('on purpose');
  if (event.httpMethod === 'GET') {
    const found = await dynamodb.send(new GetItemCommand({ TableName: VIEW, Key: { id: { S: id } } }));
    return answer(found.Item ? 200 : 404, { ...found.Item, build: BUILD });
  }
  try {
    const Item = { stream: { S: id }, version: { N: '1' }, body: { S: event.body ?? '' } };
    const ConditionExpression = 'attribute_not_exists(version)';
    await dynamodb.send(new PutItemCommand({ TableName: LOG, Item, ConditionExpression }));
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    return answer(409, {});
  }
  console.log('appended %s', id);
  return answer(201, { id, pid: process.pid, node: process.version, caller: event.requestContext?.authorizer?.sub });
};

/** Publishes each new commit on the bus. */
export const relay = async (event: DynamoDBStreamEvent): Promise<void> => {
  const bodies = event.Records.map(({ dynamodb: change }) => ({
    id: change?.NewImage?.stream?.S,
    body: change?.NewImage?.body?.S,
  }));
  if (bodies.some(({ body }) => body?.includes('unpublishable'))) throw new Error('on purpose');
  const Entries = bodies.map((body) => ({
    EventBusName: BUS,
    Source: 'smoke.log',
    DetailType: 'Appended',
    Detail: JSON.stringify(body),
  }));
  await eventbridge.send(new PutEventsCommand({ Entries }));
};

/** Writes a view row for each event. */
export const project = async (event: SQSEvent): Promise<void> => {
  for (const record of event.Records) {
    const { detail } = JSON.parse(record.body) as { detail: { id: string; body: string } };
    const Item = { id: { S: detail.id }, body: { S: detail.body } };
    await dynamodb.send(new PutItemCommand({ TableName: VIEW, Item }));
  }
};

/** Lets pass whoever sends the token of the smoke test. */
export const guard = async (event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> => ({
  principalId: 'smoke',
  context: { sub: 'smoke' },
  policyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Action: 'execute-api:Invoke',
        Effect: event.authorizationToken === 'Bearer smoke' ? 'Allow' : 'Deny',
        // The answer is cached for the token: it must hold for the whole stage, not for this one path.
        Resource: `${event.methodArn.split('/').slice(0, 2).join('/')}/*`,
      },
    ],
  },
});

function answer(statusCode: number, body: object): APIGatewayProxyResult {
  return { statusCode, body: JSON.stringify(body) };
}
