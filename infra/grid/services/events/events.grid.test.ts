import { rmSync } from 'node:fs';
import {
  DescribeReplayCommand,
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  StartReplayCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';

const getAtt = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const allow = (queue: string, rule: string) => ({
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: getAtt(queue),
  Condition: { ArnEquals: { 'aws:SourceArn': getAtt(rule) } },
});
const TEMPLATE = {
  Resources: {
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'alpes' } },
    Archive: { Type: 'AWS::Events::Archive', Properties: { ArchiveName: 'todo', SourceArn: getAtt('Bus') } },
    Allowed: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'allowed' } },
    Denied: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'denied' } },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: { Ref: 'Bus' },
        EventPattern: { source: ['alpes.ordenes'] },
        Targets: [
          { Id: 'Allowed', Arn: getAtt('Allowed') },
          { Id: 'Denied', Arn: getAtt('Denied'), DeadLetterConfig: { Arn: getAtt('Dead') } },
        ],
      },
    },
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Allowed' }, { Ref: 'Dead' }],
        PolicyDocument: { Version: '2012-10-17', Statement: [allow('Allowed', 'Rule'), allow('Dead', 'Rule')] },
      },
    },
  },
  Outputs: { Bus: { Value: getAtt('Bus') }, Archive: { Value: getAtt('Archive') } },
};

let folder: string;
let grid: Grid;
let events: EventBridgeClient;
let sqs: SQSClient;
beforeAll(async () => {
  folder = writeAssembly(TEMPLATE);
  grid = await startGrid({ assembly: folder });
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'x' };
  const config = { endpoint: grid.endpoint, region: 'us-east-1', credentials };
  events = new EventBridgeClient(config);
  sqs = new SQSClient(config);
});
afterAll(async () => {
  events?.destroy();
  sqs?.destroy();
  await grid?.stop();
  rmSync(folder, { recursive: true });
});

async function receive(queue: string) {
  const QueueUrl = `${grid.endpoint}/000000000000/${queue}`;
  const command = { QueueUrl, WaitTimeSeconds: 2, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
  return (await sqs.send(new ReceiveMessageCommand(command))).Messages ?? [];
}

function put() {
  const detail = { ordenId: '1' };
  const entry = {
    EventBusName: 'alpes',
    Source: 'alpes.ordenes',
    DetailType: 'OrdenCreada',
    Detail: JSON.stringify(detail),
  };
  return events.send(new PutEventsCommand({ Entries: [entry, { ...entry, Detail: '{' }] }));
}

test('an event reaches the queue that lets the rule send, and the other target its dead letters', async () => {
  const { Entries, FailedEntryCount } = await put();
  expect(FailedEntryCount).toBe(1);
  expect(Entries?.[1]?.ErrorCode).toBe('MalformedDetail');
  const [message] = await receive('allowed');
  expect(JSON.parse(message?.Body ?? '')).toMatchObject({ id: Entries?.[0]?.EventId, detail: { ordenId: '1' } });
  const [letter] = await receive('dead');
  expect(letter?.MessageAttributes).toMatchObject({
    ERROR_CODE: { StringValue: 'NO_PERMISSIONS' },
    TARGET_ARN: { StringValue: 'arn:aws:sqs:us-east-1:000000000000:denied' },
    RETRY_ATTEMPTS: { StringValue: '0', DataType: 'Number' },
  });
});

test('the archive is replayed to the rule', async () => {
  const { Bus, Archive } = Object.values(grid.outputs)[0] ?? {};
  const now = Date.now();
  await events.send(
    new StartReplayCommand({
      ReplayName: 'otra-vez',
      EventSourceArn: Archive,
      EventStartTime: new Date(now - 60_000),
      EventEndTime: new Date(now + 60_000),
      Destination: { Arn: Bus },
    }),
  );
  const [message] = await receive('allowed');
  expect(JSON.parse(message?.Body ?? '')).toMatchObject({ 'replay-name': 'otra-vez', detail: { ordenId: '1' } });
  const replay = await events.send(new DescribeReplayCommand({ ReplayName: 'otra-vez' }));
  expect(replay.EventStartTime).toEqual(new Date(now - 60_000));
  expect(replay.EventLastReplayedTime?.getTime()).toBeGreaterThan(now - 60_000);
});

test('errors and lists come through the SDK', async () => {
  const { Rules } = await events.send(new ListRulesCommand({ EventBusName: 'alpes' }));
  expect(Rules).toMatchObject([{ State: 'ENABLED', EventPattern: '{"source":["alpes.ordenes"]}' }]);
  const wrong = new TestEventPatternCommand({ EventPattern: '{"a":[]}', Event: '{}' });
  await expect(events.send(wrong)).rejects.toMatchObject({ name: 'InvalidEventPatternException' });
});
