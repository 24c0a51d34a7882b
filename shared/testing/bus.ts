import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { vi } from 'vitest';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { eventsService } from '#infra/grid/services/events/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { sqsService } from '#infra/grid/services/sqs/service.ts';
import { makeTable, type TableOf } from '#infra/grid/testing/makeTable.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import type { Fact } from '#shared/model/event.ts';
import { recordedOf, toItem } from '#shared/runtime/eventLog/commit.ts';
import { commitOf } from '#shared/runtime/eventLog/testing/log.ts';
import { openThrottle, type Throttle } from './throttle.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:';
const LOG: TableOf = { name: 'log', keys: { stream: 'S', version: 'N' } };

/** A message of a queue: its body, and its attributes' values by their names. */
export interface Letter {
  readonly body: any;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A bus with a queue that takes all, a queue for dead letters, an event log and tables: what a function stands on. */
export interface TestBus {
  readonly served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
  /** What stands between the functions and the grid. */
  readonly throttle: Throttle;
  readonly dynamodb: DynamoDBClient;
  /** Makes a table beside the event log. */
  makeTable(table: TableOf): Promise<void>;
  put(table: string, item: Record<string, any>): Promise<unknown>;
  /** Writes facts into the log as the first of their stream, each a commit, and gives them as the bus would bring them. */
  happened(stream: string, ...facts: readonly Fact<any>[]): Promise<Recorded[]>;
  /** The events that have come to the bus since it was last asked. */
  arrived(): Promise<Recorded[]>;
  /** The dead letters that were written since it was last asked. */
  letters(): Promise<Letter[]>;
  stop(): Promise<void>;
}

/** Opens the bus, and sets what functions have in their environment. */
export async function openBus(): Promise<TestBus> {
  const served = await serve((grid) => {
    const services = { dynamodb: dynamodbService(grid), sqs: sqsService(grid), events: eventsService(grid) };
    grid.receivers = { sqs: services.sqs.receiver };
    return services;
  });
  const throttle = await openThrottle(served.grid.endpoint);
  const dynamodb = new DynamoDBClient(served.client);
  const sqs = new SQSClient(served.client);
  const url = async (QueueName: string) => (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl as string;
  const [all, dead] = [await url('all'), await url('dead')];
  const events = new EventBridgeClient(served.client);
  await events.send(new PutRuleCommand({ Name: 'all', EventPattern: '{"source":[{"prefix":"alpes."}]}' }));
  await events.send(new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'all', Arn: `${ARN}all` }] }));
  events.destroy();
  const environment = {
    ...served.environment,
    AWS_ENDPOINT_URL: throttle.url,
    BUS_NAME: 'default',
    EVENT_LOG_TABLE: LOG.name,
    DEAD_LETTERS_URL: dead,
    QUEUE_URL: all,
    MOST_TRIES: '10',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

  const table = (of: TableOf) => makeTable(served.services.dynamodb, of);
  await table(LOG);
  const put = (TableName: string, Item: Record<string, any>) => dynamodb.send(new PutItemCommand({ TableName, Item }));

  async function emptied(QueueUrl: string): Promise<Letter[]> {
    const letters: Letter[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      if (Messages.length === 0) return letters;
      for (const { Body = '', MessageAttributes = {}, ReceiptHandle } of Messages) {
        const attributes = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]);
        letters.push({ body: JSON.parse(Body), attributes: Object.fromEntries(attributes) });
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }

  return {
    served,
    throttle,
    dynamodb,
    makeTable: table,
    put,
    async happened(stream, ...facts) {
      const commits = facts.map((fact, at) => commitOf(stream, at + 1, fact));
      for (const commit of commits) await put(LOG.name, toItem(commit));
      return commits.flatMap(recordedOf);
    },
    letters: () => emptied(dead),
    arrived: async () => (await emptied(all)).map(({ body: { 'detail-type': type, detail } }) => ({ type, ...detail })),
    async stop() {
      vi.unstubAllEnvs();
      dynamodb.destroy();
      sqs.destroy();
      await throttle.stop();
      await served.stop();
    },
  };
}

/** What a function of a test is told of its run. */
export function runOf(functionName: string, remaining = () => 15_000): Context {
  return { functionName, awsRequestId: 'run', getRemainingTimeInMillis: remaining } as unknown as Context;
}

/** An event as the log gives it: with no more in it than a test says. */
export function recorded(type: string, metadata: Partial<Recorded['metadata']> = {}, data: object = {}): Recorded {
  const known = { id: crypto.randomUUID(), stream: 'prueba#1', version: 1, context: 'prueba', schemaVersion: 1 };
  const metadataOf = { ...known, occurredAt: '2030-01-15T12:00:00.000Z', ...metadata };
  return { type, data, metadata: metadataOf as Recorded['metadata'] };
}
