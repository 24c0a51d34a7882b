import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Grid, startGrid } from './grid.ts';
import { synthTrip } from './testing/tripApp.ts';

const folder = mkdtempSync(join(tmpdir(), 'grid-test-'));
const logged: string[] = [];
let grid: Grid;
let api: string;
let sqs: SQSClient;

const client = () => ({
  endpoint: grid.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
});

beforeAll(async () => {
  const assembly = synthTrip({ outdir: join(folder, 'assembly') });
  grid = await startGrid({ assembly, onLog: (line) => logged.push(line) });
  api = String(grid.apis.Api);
  sqs = new SQSClient(client());
});

afterAll(async () => {
  sqs?.destroy();
  await grid?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const post = (id: string, text: string) =>
  fetch(`${api}/facts/${id}`, { method: 'POST', body: JSON.stringify({ text }) });

async function received(url: string | undefined, WaitTimeSeconds = 5): Promise<string[]> {
  const wanted = { QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds };
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(wanted));
  return Messages.map(({ Body }) => Body ?? '');
}

const admin = async (path: string, body?: unknown) => {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return (await fetch(`${grid.endpoint}/_alpes/${path}`, init)).json();
};

test('what goes in at the API comes out at the view and the topic', async () => {
  const answer = await post('1', 'hola');
  expect([answer.status, await answer.json()]).toStrictEqual([201, { id: '1' }]);
  await vi.waitFor(async () => {
    const view = await fetch(`${api}/facts/1`);
    expect([view.status, await view.json()]).toStrictEqual([200, { text: 'HOLA' }]);
  }, 20_000);
  expect(await received(grid.outputs.Trip?.InboxUrl)).toStrictEqual(['1']);
});

test('what always fails ends in the dead-letter queue', async () => {
  await post('2', 'poison');
  let dead: string[] = [];
  await vi.waitFor(async () => {
    grid.clock.advance(61_000);
    dead = await received(grid.outputs.Trip?.DeadUrl, 0);
    expect(dead).toHaveLength(1);
  }, 20_000);
  expect(JSON.parse(dead[0] ?? '').detail).toStrictEqual({ id: '2', text: 'poison' });
});

test('a function does only what its role allows', async () => {
  const lambda = new LambdaClient(client());
  const event = {
    httpMethod: 'POST',
    pathParameters: { id: '3' },
    queryStringParameters: { table: grid.outputs.Trip?.OtherTable },
    body: '{"text":"no"}',
  };
  const { EnterName: FunctionName } = grid.outputs.Trip ?? {};
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  const { errorType, errorMessage } = JSON.parse(Buffer.from(Payload ?? []).toString());
  expect([FunctionError, errorType]).toStrictEqual(['Unhandled', 'AccessDeniedException']);
  expect(errorMessage).toMatch(
    /^User: arn:aws:sts::000000000000:assumed-role\/Trip-EnterServiceRole.*\/Trip-Enter.* is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table\/.* because no identity-based policy allows the dynamodb:PutItem action$/,
  );
  lambda.destroy();
});

test('each SDK reads the errors of its service', async () => {
  const dynamodb = new DynamoDBClient(client());
  const events = new EventBridgeClient(client());
  const lambda = new LambdaClient(client());
  const sns = new SNSClient(client());
  const nameOf = (sent: Promise<unknown>) =>
    sent.then(
      () => 'no error',
      (error: Error) => error.name,
    );
  const TopicArn = `${grid.outputs.Trip?.TopicArn}0`;
  expect(
    await Promise.all([
      nameOf(dynamodb.send(new DescribeTableCommand({ TableName: 'nada' }))),
      nameOf(events.send(new DescribeRuleCommand({ Name: 'nada' }))),
      nameOf(lambda.send(new InvokeCommand({ FunctionName: 'nada' }))),
      nameOf(sns.send(new GetTopicAttributesCommand({ TopicArn }))),
      nameOf(sqs.send(new GetQueueUrlCommand({ QueueName: 'nada' }))),
    ]),
  ).toStrictEqual([
    'ResourceNotFoundException',
    'ResourceNotFoundException',
    'ResourceNotFoundException',
    'NotFoundException',
    'QueueDoesNotExist',
  ]);
  for (const used of [dynamodb, events, lambda, sns]) used.destroy();
});

test('an action that nobody has is named', async () => {
  const answer = await fetch(grid.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'DynamoDB_20120810.Borrar' },
  });
  expect([answer.status, await answer.json()]).toStrictEqual([
    400,
    {
      __type: 'UnknownOperationException',
      message: 'The grid does not know the action "DynamoDB_20120810 Borrar".',
    },
  ]);
});

test('CloudFormation and STS tell what is deployed and who asks', async () => {
  const ask = async (form: Record<string, string>) =>
    (await fetch(grid.endpoint, { method: 'POST', body: new URLSearchParams(form) })).text();
  const stacks = await ask({ Action: 'DescribeStacks', Version: '2010-05-15' });
  expect(stacks).toContain('<StackName>Trip</StackName><StackStatus>CREATE_COMPLETE</StackStatus>');
  const resources = await ask({ Action: 'ListStackResources', Version: '2010-05-15', StackName: 'Data' });
  expect(resources).toContain(`<PhysicalResourceId>${grid.outputs.Trip?.Table}</PhysicalResourceId>`);
  expect(await ask({ Action: 'GetCallerIdentity', Version: '2011-06-15' })).toContain(
    '<GetCallerIdentityResult><Arn>arn:aws:iam::000000000000:user/owner</Arn>',
  );
});

test('the grid tells its health and outputs, and its clock is moved over HTTP', async () => {
  expect(await admin('health')).toMatchObject({ status: 'ready', stacks: ['Data', 'Trip'] });
  expect(await admin('outputs')).toStrictEqual(grid.outputs);
  expect(grid.outputs.Trip?.ApiEndpoint4F160690).toBe(`${api}/`);
  const before = grid.clock.now();
  await admin('clock', { freeze: true, advance: 'PT1H' });
  expect(grid.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  expect(await admin('clock')).toMatchObject({ now: new Date(grid.clock.now()).toISOString() });
  await admin('clock', { resume: true });
  expect(await admin('clock', { rewind: 1 })).toStrictEqual({
    message: 'The clock knows advance, freeze and resume, not "rewind".',
  });
});

test('nothing went wrong inside', () => {
  expect(logged).toStrictEqual([]);
});
