import { rmSync } from 'node:fs';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';

const getAtt = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const queue = (QueueName: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });
const policy = (resource: string, service: string, Action: string) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action, Resource: resource }],
});
const role = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'send',
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: [getAtt('ByRole'), getAtt('Closed')] },
            { Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: 'Topic' } },
          ],
        },
      },
    ],
  },
});
const target = (Id: string, of: object, RoleArn = getAtt('Sender')) => ({
  ...{ Id, RoleArn, DeadLetterConfig: { Arn: getAtt('Dead') } },
  Arn: of,
});
const ARN = 'arn:aws:sqs:us-east-1:000000000000:';

/** No queue or topic but the dead letters' has a policy that lets EventBridge send. */
const TEMPLATE = {
  Resources: {
    Sender: role('events.amazonaws.com'),
    Foreign: role('lambda.amazonaws.com'),
    ByRole: queue('by-role'),
    Unnamed: queue('unnamed'),
    Closed: queue('closed'),
    Inbox: queue('inbox'),
    Dead: queue('dead'),
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'by-role' } },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: getAtt('Inbox') },
    },
    InboxPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Inbox' }],
        PolicyDocument: policy(`${ARN}inbox`, 'sns.amazonaws.com', 'sqs:SendMessage'),
      },
    },
    DeadPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Dead' }],
        PolicyDocument: policy(`${ARN}dead`, 'events.amazonaws.com', 'sqs:SendMessage'),
      },
    },
    ClosedPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Closed' }],
        PolicyDocument: {
          Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sqs:SendMessage', Resource: `${ARN}closed` }],
        },
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['alpes.ordenes'] },
        Targets: [
          target('Queue', getAtt('ByRole')),
          target('Topic', { Ref: 'Topic' }),
          target('Unnamed', getAtt('Unnamed')),
          target('Closed', getAtt('Closed')),
          target('Foreign', getAtt('ByRole'), getAtt('Foreign')),
        ],
      },
    },
  },
  Outputs: { Rule: { Value: { Ref: 'Rule' } }, Role: { Value: getAtt('Sender') } },
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

async function receive(name: string) {
  const QueueUrl = `${grid.endpoint}/000000000000/${name}`;
  const command = { QueueUrl, WaitTimeSeconds: 2, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
  return (await sqs.send(new ReceiveMessageCommand(command))).Messages ?? [];
}

test('a role that may send needs no policy of the target; one that may not, or that EventBridge may not take, does not send', async () => {
  const entry = { Source: 'alpes.ordenes', DetailType: 'OrdenCreada', Detail: '{"ordenId":"1"}' };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
  expect((await receive('by-role')).map(({ Body }) => JSON.parse(Body ?? '').detail)).toStrictEqual([{ ordenId: '1' }]);
  const published = (await receive('inbox')).map(({ Body }) => JSON.parse(JSON.parse(Body ?? '').Message).detail);
  expect(published).toStrictEqual([{ ordenId: '1' }]);
  const letters = (await receive('dead')).map(
    ({ MessageAttributes: { TARGET_ARN, ERROR_CODE, ERROR_MESSAGE } = {} }) => [
      TARGET_ARN?.StringValue?.split(':').at(-1),
      ERROR_CODE?.StringValue,
      /perform: (\S+) /.exec(ERROR_MESSAGE?.StringValue ?? '')?.[1],
    ],
  );
  expect(letters.sort()).toStrictEqual([
    ['by-role', 'NO_PERMISSIONS', 'sts:AssumeRole'],
    ['closed', 'NO_PERMISSIONS', 'sqs:SendMessage'],
    ['unnamed', 'NO_PERMISSIONS', 'sqs:SendMessage'],
  ]);
});

test('a log group is written by its own policy only', async () => {
  const { Rule = '', Role } = Object.values(grid.outputs)[0] ?? {};
  const group = { Id: 'Log', Arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/events/x', RoleArn: Role };
  const put = events.send(new PutTargetsCommand({ Rule, Targets: [group] }));
  await expect(put).rejects.toThrow(`RoleArn is not supported for target ${group.Arn}`);
});

test('a queue that is made with a policy lets in whom that names, at once', async () => {
  const Policy = JSON.stringify(policy('*', 'events.amazonaws.com', 'sqs:SendMessage'));
  await sqs.send(new CreateQueueCommand({ QueueName: 'open', Attributes: { Policy } }));
  await events.send(new PutRuleCommand({ Name: 'open', EventPattern: '{"source":["alpes.abierta"]}' }));
  await events.send(new PutTargetsCommand({ Rule: 'open', Targets: [{ Id: 'open', Arn: `${ARN}open` }] }));
  const entry = { Source: 'alpes.abierta', DetailType: 'OrdenCreada', Detail: '{"ordenId":"2"}' };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
  expect((await receive('open')).map(({ Body }) => JSON.parse(Body ?? '').detail)).toStrictEqual([{ ordenId: '2' }]);
});
