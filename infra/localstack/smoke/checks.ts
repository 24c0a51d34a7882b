import { setTimeout as delay } from 'node:timers/promises';
import {
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeReplayCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { GetEventSourceMappingCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** What the deployed stack printed. */
export type Outputs = Record<string, string>;

/** One check: it throws, or says what it saw. */
export type Check = (smoke: Smoke) => Promise<string>;

/** A deployed smoke stack and the means to look at it. */
export interface Smoke {
  outputs: Outputs;
  call(method: string, id: string, init?: { token?: string; body?: string }): Promise<{ status: number; body: string }>;
}

const dynamodb = () => new DynamoDBClient({});
const eventbridge = () => new EventBridgeClient({});
const lambda = () => new LambdaClient({});
const sqs = () => new SQSClient({});

/** Every check by its name, in order. */
export const checks: Record<string, Check> = {
  'REST API → function → conditional write': async ({ call }) => {
    const first = await call('POST', 'a', { body: '{"n":1}' });
    expect(first.status, 201);
    expect((await call('POST', 'a', { body: '{"n":2}' })).status, 409);
    return first.body;
  },
  'stream → relay → bus → rule → queue → view': async (smoke) => {
    expect((await smoke.call('POST', 'b', { body: '{"n":1}' })).status, 201);
    const began = performance.now();
    await until(async () => (await smoke.call('GET', 'b')).status === 200);
    return `visible after ${Math.round(performance.now() - began)} ms`;
  },
  'one invocation per instance': async ({ call }) => {
    const answers = await Promise.all(['c', 'd', 'e', 'f'].map((id) => call('POST', id, { body: '{}' })));
    const instances = new Set(answers.map(({ body }) => (JSON.parse(body) as { pid: number }).pid));
    expect(instances.size > 1, true);
    return `${instances.size} processes for 4 requests`;
  },
  'a request without the right token is refused by the authorizer': async ({ call }) => {
    const { status } = await call('POST', 'g', { token: 'Bearer other', body: '{}' });
    expect([401, 403].includes(status), true);
    return String(status);
  },
  "the authorizer's context reaches the function": async ({ call }) => {
    const { body } = await call('POST', 'h', { body: '{}' });
    expect((JSON.parse(body) as { caller?: string }).caller, 'smoke');
    return 'smoke';
  },
  'timeout, exit and error of a function': async ({ outputs }) => {
    const types: string[] = [];
    for (const httpMethod of ['PUT', 'DELETE', 'PATCH']) {
      const Payload = JSON.stringify({ httpMethod });
      const answer = await lambda().send(new InvokeCommand({ FunctionName: outputs.ApiFunction, Payload }));
      expect(answer.FunctionError, 'Unhandled');
      types.push((JSON.parse(Buffer.from(answer.Payload ?? []).toString()) as { errorType: string }).errorType);
    }
    expect(types.join(), 'Sandbox.Timedout,Runtime.ExitError,RangeError');
    return types.join(', ');
  },
  'log tail of an invocation': async ({ outputs }) => {
    const Payload = JSON.stringify({ httpMethod: 'POST', pathParameters: { id: 'i' } });
    const command = new InvokeCommand({ FunctionName: outputs.ApiFunction, Payload, LogType: 'Tail' });
    const { LogResult = '' } = await lambda().send(command);
    const lines = Buffer.from(LogResult, 'base64').toString();
    for (const part of ['START RequestId', 'appended i', 'REPORT RequestId']) expect(lines.includes(part), true);
    return lines.trim().split('\n').at(-1) ?? '';
  },
  'a poison message ends in the dead-letter queue': async ({ outputs }) => {
    await sqs().send(new SendMessageCommand({ QueueUrl: outputs.Queue, MessageBody: 'poison' }));
    return received(outputs, (body) => body === 'poison');
  },
  'a failing stream record goes to the on-failure destination': async ({ outputs, call }) => {
    await call('POST', 'unpublishable', { body: 'unpublishable' });
    return received(outputs, (body) => body.includes('DDBStreamBatchInfo'));
  },
  'archive replay': async ({ outputs, call }) => {
    await dynamodb().send(new DeleteItemCommand({ TableName: outputs.ViewTable, Key: { id: { S: 'b' } } }));
    const ReplayName = `smoke-${Date.now()}`;
    await eventbridge().send(
      new StartReplayCommand({
        ReplayName,
        EventSourceArn: outputs.ArchiveArn,
        EventStartTime: new Date(Date.now() - 600_000),
        EventEndTime: new Date(),
        Destination: { Arn: outputs.BusArn, FilterArns: [outputs.RuleArn ?? ''] },
      }),
    );
    await until(async () => (await call('GET', 'b')).status === 200);
    return (await eventbridge().send(new DescribeReplayCommand({ ReplayName }))).State ?? '';
  },
  'redrive policy kept': async ({ outputs }) => {
    const command = new GetQueueAttributesCommand({ QueueUrl: outputs.Queue, AttributeNames: ['All'] });
    const { Attributes } = await sqs().send(command);
    expect((JSON.parse(Attributes?.RedrivePolicy ?? '{}') as { maxReceiveCount?: number }).maxReceiveCount, 2);
    return Attributes?.RedrivePolicy ?? '';
  },
  "rule target's retry policy and dead-letter queue kept": async ({ outputs }) => {
    const [EventBusName, Rule] = (outputs.RuleArn ?? '').split('/').slice(1);
    const { Targets } = await eventbridge().send(new ListTargetsByRuleCommand({ Rule, EventBusName }));
    expect(Targets?.[0]?.RetryPolicy?.MaximumRetryAttempts, 4);
    expect(typeof Targets?.[0]?.DeadLetterConfig?.Arn, 'string');
    return JSON.stringify(Targets?.[0]?.RetryPolicy);
  },
  "stream mapping's settings kept": async ({ outputs }) => {
    const mapping = await lambda().send(new GetEventSourceMappingCommand({ UUID: outputs.RelayMapping }));
    expect(mapping.BisectBatchOnFunctionError, true);
    expect(mapping.MaximumRetryAttempts, 1);
    return mapping.State ?? '';
  },
  'time to live kept': async ({ outputs }) => {
    const command = new DescribeTimeToLiveCommand({ TableName: outputs.ViewTable });
    const { TimeToLiveDescription } = await dynamodb().send(command);
    expect(TimeToLiveDescription?.AttributeName, 'expires');
    return TimeToLiveDescription?.TimeToLiveStatus ?? '';
  },
  'point-in-time recovery kept': async ({ outputs }) => {
    const command = new DescribeContinuousBackupsCommand({ TableName: outputs.LogTable });
    const { ContinuousBackupsDescription } = await dynamodb().send(command);
    const status = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
    expect(status, 'ENABLED');
    return status ?? '';
  },
};

/** Waits for a message in the dead-letter queue, with some seconds for the retries before it. */
async function received({ DeadLetters }: Outputs, wanted: (body: string) => boolean): Promise<string> {
  const began = performance.now();
  await until(async () => {
    const command = new ReceiveMessageCommand({ QueueUrl: DeadLetters, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    const { Messages = [] } = await sqs().send(command);
    return Messages.some(({ Body = '' }) => wanted(Body));
  });
  return `after ${Math.round(performance.now() - began)} ms`;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('not within 20 s');
    await delay(50);
  }
}

function expect(seen: unknown, wanted: unknown): void {
  if (seen !== wanted) throw new Error(`wanted ${JSON.stringify(wanted)}, saw ${JSON.stringify(seen)}`);
}
