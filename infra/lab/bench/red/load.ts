import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsEnvironment } from '../../deploy/emulators.ts';
import { percentile } from '../../driver/latency.ts';
import { inParallel, pause } from '../../driver/pool.ts';

/** Rules on a bus that all match. */
export const MATCHING = [1, 5, 20] as const;
/** Rules on a bus of which one matches. */
export const PATTERNS = [1, 100, 1_000] as const;

const EVENTS = 1_000;
const MESSAGES = 2_000;
const RECORDS = 2_000;
const INVOCATIONS = 300;
const WARM = 20;
/** Of a batch of an API. */
const BATCH = 10;
const WRITES = 25;
const AT_ONCE = 8;
const LOOK_MS = 5;
const PATIENCE_MS = 180_000;

/** What a grid did under the same load. Rates are per second. */
export interface Rates {
  /** A function that does nothing, from the call to the answer: median, in milliseconds. */
  readonly invocationMs: number;
  /** Events that arrived in all their queues, by how many rules match. */
  readonly events: readonly number[];
  /** Events that arrived in one queue, by how many rules there are. */
  readonly patterns: readonly number[];
  /** Messages sent, received and deleted by the API. */
  readonly messages: number;
  /** Messages that a function took from a queue. */
  readonly fed: number;
  /** Records of a table's stream that a function took. */
  readonly streamed: number;
}

/** A grid under load, by the AWS SDK. */
export class Load {
  readonly #events: EventBridgeClient;
  readonly #sqs: SQSClient;
  readonly #lambda: LambdaClient;
  readonly #dynamodb: DynamoDBDocumentClient;
  readonly #countedUrl: string;

  /** @param countedUrl of the queue that the app's functions tell what they were given. */
  constructor(endpoint: string, countedUrl: string) {
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_REGION = '' } = awsEnvironment(endpoint);
    const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
    const config = { endpoint, region: AWS_REGION, credentials };
    this.#events = new EventBridgeClient(config);
    this.#sqs = new SQSClient(config);
    this.#lambda = new LambdaClient(config);
    this.#dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(config));
    this.#countedUrl = countedUrl;
  }

  /** Puts it through everything, one after the other. */
  async measure(step: () => void): Promise<Rates> {
    const done = async <T>(work: Promise<T>): Promise<T> => {
      const result = await work;
      step();
      return result;
    };
    const events: number[] = [];
    const patterns: number[] = [];
    const invocationMs = await done(this.#invoke());
    for (const rules of MATCHING) events.push(await done(this.#bus(`coinciden-${rules}`, { rules, matching: rules })));
    for (const rules of PATTERNS) patterns.push(await done(this.#bus(`patrones-${rules}`, { rules, matching: 1 })));
    const messages = await done(this.#messages());
    const fed = await done(this.#fed());
    const streamed = await done(this.#streamed());
    return { invocationMs, events, patterns, messages, fed, streamed };
  }

  /** Gives back its connections. */
  end(): void {
    for (const client of [this.#events, this.#sqs, this.#lambda, this.#dynamodb]) client.destroy();
  }

  async #invoke(): Promise<number> {
    const times: number[] = [];
    for (let n = 0; n < WARM + INVOCATIONS; n++) {
      const began = performance.now();
      await this.#lambda.send(new InvokeCommand({ FunctionName: 'medida-nada', Payload: '{}' }));
      if (n >= WARM) times.push(performance.now() - began);
    }
    return percentile(times, 0.5);
  }

  /** Events a second from the first that is sent until the last is in the queue of the last rule that matches. */
  async #bus(
    name: string,
    { rules, matching }: { readonly rules: number; readonly matching: number },
  ): Promise<number> {
    await this.#events.send(new CreateEventBusCommand({ Name: name }));
    const queues: string[] = [];
    for (let n = 0; n < rules; n++) {
      const rule = { Name: `${name}-${n}`, EventBusName: name };
      const type = n < matching ? 'Coincide' : `Otro${n}`;
      const EventPattern = JSON.stringify({
        source: ['medida'],
        'detail-type': [type],
        detail: { n: [{ numeric: ['>=', 0] }] },
      });
      await this.#events.send(new PutRuleCommand({ ...rule, EventPattern }));
      const queue = n < matching ? await this.#queue(`${name}-${n}`) : queues[0];
      if (queue === undefined) throw new Error('The first rule of a bus matches.');
      if (n < matching) queues.push(queue);
      const Arn = `arn:aws:sqs:us-east-1:000000000000:${queue.slice(queue.lastIndexOf('/') + 1)}`;
      await this.#events.send(
        new PutTargetsCommand({ Rule: rule.Name, EventBusName: name, Targets: [{ Id: 'cola', Arn }] }),
      );
    }
    return rate(EVENTS, async () => {
      await inParallel(batches(EVENTS, BATCH), AT_ONCE, async (numbers) => {
        const Entries = numbers.map((n) => ({
          EventBusName: name,
          Source: 'medida',
          DetailType: 'Coincide',
          Detail: JSON.stringify({ n, relleno: 'x'.repeat(400) }),
        }));
        await this.#events.send(new PutEventsCommand({ Entries }));
      });
      for (const queue of queues) await until(async () => (await this.#depth(queue)) >= EVENTS, `events in ${queue}`);
    });
  }

  async #messages(): Promise<number> {
    const url = await this.#queue('mensajes');
    return rate(MESSAGES, async () => {
      await this.#send(url, MESSAGES);
      let left = MESSAGES;
      await inParallel(Array.from({ length: AT_ONCE }), AT_ONCE, async () => {
        await until(async () => {
          const { length } = await this.#take(url);
          left -= length;
          return left <= 0;
        }, `messages of ${url}`);
      });
    });
  }

  async #fed(): Promise<number> {
    const url = this.#countedUrl.replace(/[^/]+$/, 'medida-entrada');
    return rate(MESSAGES, async () => {
      await this.#send(url, MESSAGES);
      await this.#counted(MESSAGES);
    });
  }

  async #streamed(): Promise<number> {
    return rate(RECORDS, async () => {
      await inParallel(batches(RECORDS, WRITES), AT_ONCE, async (numbers) => {
        const medida = numbers.map((n) => ({ PutRequest: { Item: { id: `${n}`, relleno: 'x'.repeat(400) } } }));
        await this.#dynamodb.send(new BatchWriteCommand({ RequestItems: { medida } }));
      });
      await this.#counted(RECORDS);
    });
  }

  /** Waits until the functions have said that they were given so many. */
  async #counted(count: number): Promise<void> {
    let left = count;
    await until(async () => {
      for (const { Body } of await this.#take(this.#countedUrl)) left -= Number(Body);
      return left <= 0;
    }, 'what the functions were given');
  }

  async #queue(QueueName: string): Promise<string> {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' },
      ],
    });
    const { QueueUrl = '' } = await this.#sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
    return QueueUrl;
  }

  async #send(QueueUrl: string, count: number): Promise<void> {
    await inParallel(batches(count, BATCH), AT_ONCE, async (numbers) => {
      const Entries = numbers.map((n) => ({ Id: `${n}`, MessageBody: 'x'.repeat(400) }));
      await this.#sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    });
  }

  /** Takes up to ten messages. */
  async #take(QueueUrl: string): Promise<Message[]> {
    const { Messages = [] } = await this.#sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: BATCH }));
    const Entries = Messages.map(({ ReceiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle }));
    if (Entries.length > 0) await this.#sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return Messages;
  }

  async #depth(QueueUrl: string): Promise<number> {
    const AttributeNames = ['ApproximateNumberOfMessages' as const];
    const { Attributes } = await this.#sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
  }
}

/** @throws Error after three minutes without it. */
async function until(done: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; !(await done()); await pause(LOOK_MS))
    if (performance.now() > end) throw new Error(`It was waited for in vain: ${what}`);
}

async function rate(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - began);
}

function batches(count: number, size: number): number[][] {
  return Array.from({ length: Math.ceil(count / size) }, (_, batch) =>
    Array.from({ length: Math.min(size, count - batch * size) }, (_, n) => batch * size + n),
  );
}
