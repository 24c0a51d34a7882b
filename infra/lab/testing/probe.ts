import { type AttributeValue, DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeReplayCommand, EventBridgeClient, StartReplayCommand } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, vi } from 'vitest';
import { LOCAL, type Names } from '#infra/cdk/names.ts';
import { type System, type SystemOptions, startSystem } from '../system.ts';

/** How long a condition that must come true may take on a busy machine. */
export const WAIT = { timeout: 30_000, interval: 100 };

/** Where everything on a grid is. */
export const ACCOUNT = 'us-east-1:000000000000';

interface Asked {
  /** An operator's, unless it says another; none when it is empty. */
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

/** A system of a test's own, in memory, with what a test needs to look into it. */
export interface Probe {
  readonly system: System;
  /** What everything is called in it. */
  readonly names: Names;
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  /** Asks the API: `ask('GET /ordenes/1')`. */
  ask(route: string, asked?: Asked): Promise<Answered>;
  /** Asks for what must succeed, `done('/bodegas', …)`, and gives what was answered. */
  done(path: string, body?: unknown): Promise<any>;
  /** Waits until what is read at a path is as `check`, which throws until then, expects it. */
  seen(path: string, check: (body: any) => void): Promise<void>;
  /** The address of a queue, by its short name. */
  queueUrl(name: string): Promise<string>;
  /** Waits until queues are empty, by their short names, and nothing of them is being worked on. */
  drained(...names: readonly string[]): Promise<void>;
  /** What the table of keys holds of somebody. */
  key(subject: string): Promise<Record<string, AttributeValue> | undefined>;
  /** Waits until somebody who asked to be forgotten can begin nothing more: from then on the time until the end runs. */
  closed(subject: string): Promise<void>;
  /** Replays the whole archive to a function, by its short name, and waits until it has dealt with it. */
  replay(name: string): Promise<void>;
  /** All items of a table, by their keys. */
  rows(table: string): Promise<Record<string, any>[]>;
  stop(): Promise<void>;
}

/** Starts a system and its probe. */
export async function startProbe(options: SystemOptions = {}): Promise<Probe> {
  const system = await startSystem(options);
  const operator = await system.issuer.operator();
  const client = {
    endpoint: system.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const dynamodb = new DynamoDBClient(client);
  const eventBridge = new EventBridgeClient(client);
  const lambda = new LambdaClient(client);
  const sns = new SNSClient(client);
  const sqs = new SQSClient(client);

  const queueUrl = async (name: string) =>
    (await sqs.send(new GetQueueUrlCommand({ QueueName: LOCAL.of(name) }))).QueueUrl as string;

  const drained = async (...names: readonly string[]): Promise<void> => {
    const urls = await Promise.all(names.map(queueUrl));
    await vi.waitFor(async () => {
      const waiting = await Promise.all(urls.map((QueueUrl) => messagesIn(sqs, QueueUrl)));
      expect(waiting).toStrictEqual(urls.map(() => 0));
    }, WAIT);
  };

  const ask: Probe['ask'] = async (route, { token = operator, body, headers = {} } = {}) => {
    const [method, path] = route.split(' ') as [string, string];
    const response = await fetch(`${system.apiUrl}${path}`, {
      method,
      headers: { ...(token && { Authorization: `Bearer ${token}` }), 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  };

  const key: Probe['key'] = async (subject) =>
    (await dynamodb.send(new GetItemCommand({ TableName: LOCAL.keys, Key: { subject: { S: subject } } }))).Item;

  return {
    system,
    names: LOCAL,
    dynamodb,
    lambda,
    sns,
    sqs,
    queueUrl,
    drained,
    key,
    closed: (subject) => vi.waitFor(async () => expect((await key(subject))?.closingAt).toBeDefined(), WAIT),
    ask,
    done: async (path, body = {}) => {
      const answer = await ask(`POST ${path}`, { body });
      expect([path, answer.body?.detail, answer.status]).toStrictEqual([path, undefined, expect.toBeOneOf([200, 201])]);
      return answer.body;
    },
    seen: (path, check) => vi.waitFor(async () => check((await ask(`GET ${path}`)).body), WAIT),
    replay: async (name) => {
      const ReplayName = `${name}-${crypto.randomUUID()}`;
      await eventBridge.send(
        new StartReplayCommand({
          ReplayName,
          EventSourceArn: `arn:aws:events:${ACCOUNT}:archive/${LOCAL.system}`,
          EventStartTime: new Date(system.grid.clock.now() - 86_400_000),
          EventEndTime: new Date(system.grid.clock.now() + 1_000),
          Destination: {
            Arn: `arn:aws:events:${ACCOUNT}:event-bus/${LOCAL.system}`,
            FilterArns: [`arn:aws:events:${ACCOUNT}:rule/${LOCAL.system}/${LOCAL.of(name)}`],
          },
        }),
      );
      await vi.waitFor(async () => {
        const { State } = await eventBridge.send(new DescribeReplayCommand({ ReplayName }));
        expect(State).toBe('COMPLETED');
      }, WAIT);
      await drained(name);
    },
    rows: async (TableName) => {
      const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName, ConsistentRead: true }));
      return Items.toSorted((a, b) => keyText(a).localeCompare(keyText(b)));
    },
    stop: async () => {
      for (const each of [dynamodb, eventBridge, lambda, sns, sqs]) each.destroy();
      await system.stop();
    },
  };
}

/** A row's key as text; the whole row where its key has another name. */
function keyText(row: Record<string, any>): string {
  return JSON.stringify(row.key ?? row);
}

async function messagesIn(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((total, count) => total + Number(count), 0);
}
