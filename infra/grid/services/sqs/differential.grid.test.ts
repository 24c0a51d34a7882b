import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from './served.ts';
import { type SqsService, sqsService } from './service.ts';

/**
 * fauxqs is an SQS that we did not write: any sequence of operations must show the same in both. One message group,
 * since the order between groups is free.
 */
let oracle: FauxqsServer;
let served: Served<{ sqs: SqsService }>;
let clients: readonly [SQSClient, SQSClient];

beforeAll(async () => {
  oracle = await startFauxqs({ port: 0, logger: false });
  served = await serve((grid) => ({ sqs: sqsService(grid) }));
  const theirs = { ...served.client, endpoint: `http://127.0.0.1:${oracle.port}` };
  clients = [new SQSClient(served.client), new SQSClient(theirs)];
});

afterAll(async () => {
  for (const client of clients ?? []) client.destroy();
  await served?.stop();
  await oracle?.stop();
});

const attributes = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.oneof(
    fc.record({
      DataType: fc.constant('String'),
      StringValue: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' }),
    }),
    fc.record({ DataType: fc.constant('Number'), StringValue: fc.integer().map(String) }),
    fc.record({ DataType: fc.constant('Binary'), BinaryValue: fc.uint8Array({ minLength: 1, maxLength: 20 }) }),
  ),
  { maxKeys: 3 },
);
const body = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' });
const message = fc.record({ body, attributes, dedup: fc.nat(5) });
const operation = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('send' as const), message }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('sendBatch' as const),
      messages: fc.array(message, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('receive' as const), max: fc.integer({ min: 1, max: 10 }) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('delete' as const), which: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('deleteBatch' as const),
      which: fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('release' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.constant({ type: 'purge' as const }) },
  { weight: 2, arbitrary: fc.constant({ type: 'counts' as const }) },
);

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;
type Sent = typeof message extends fc.Arbitrary<infer T> ? T : never;

/** One queue with its dead-letter queue, at one of the two, and the receipts that it gave. */
class Side {
  readonly #client: SQSClient;
  readonly #fifo: boolean;
  readonly #receipts: { handle: string; body: string }[] = [];
  url = '';
  dlq = '';

  constructor(client: SQSClient, fifo: boolean) {
    this.#client = client;
    this.#fifo = fifo;
  }

  async create(name: string): Promise<void> {
    const suffix = this.#fifo ? '.fifo' : '';
    const make = async (QueueName: string, more: Record<string, string>) => {
      const Attributes = { ...(this.#fifo && { FifoQueue: 'true' }), ...more };
      const { QueueUrl } = await this.#client.send(new CreateQueueCommand({ QueueName, Attributes }));
      return String(QueueUrl);
    };
    this.dlq = await make(`${name}-dlq${suffix}`, {});
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:000000000000:${name}-dlq${suffix}`;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 });
    this.url = await make(`${name}${suffix}`, { RedrivePolicy, VisibilityTimeout: '3600' });
  }

  /** What a user sees of the operation: nothing in it that two servers may choose freely. */
  async run(operation: Operation): Promise<unknown> {
    const QueueUrl = this.url;
    switch (operation.type) {
      case 'send': {
        const { MD5OfMessageBody, MD5OfMessageAttributes } = await this.#client.send(
          new SendMessageCommand({ QueueUrl, ...this.#entry(operation.message) }),
        );
        return { MD5OfMessageBody, MD5OfMessageAttributes };
      }
      case 'sendBatch': {
        const Entries = operation.messages.map((entry, i) => ({ Id: `e${i}`, ...this.#entry(entry) }));
        const { Successful = [], Failed = [] } = await this.#client.send(
          new SendMessageBatchCommand({ QueueUrl, Entries }),
        );
        const seen = Successful.map(({ Id, MD5OfMessageBody }) => [Id, MD5OfMessageBody]);
        return [seen, Failed.map(({ Id, Code }) => [Id, Code])];
      }
      case 'receive':
        return this.#receive(QueueUrl, this.#fifo ? 1 : operation.max);
      case 'delete': {
        const receipt = this.#take(operation.which);
        if (receipt) await this.#client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt.handle }));
        return receipt?.body;
      }
      case 'deleteBatch': {
        const receipts = operation.which.map((which) => this.#take(which)).filter((receipt) => receipt !== undefined);
        if (receipts.length === 0) return [];
        const Entries = receipts.map(({ handle }, i) => ({ Id: `e${i}`, ReceiptHandle: handle }));
        const { Successful = [], Failed = [] } = await this.#client.send(
          new DeleteMessageBatchCommand({ QueueUrl, Entries }),
        );
        return [
          Successful.map(({ Id }) => Id),
          Failed.map(({ Code }) => Code),
          receipts.map((receipt) => receipt.body),
        ];
      }
      case 'release': {
        const receipt = this.#take(operation.which);
        if (!receipt) return undefined;
        const input = { QueueUrl, ReceiptHandle: receipt.handle, VisibilityTimeout: 0 };
        await this.#client.send(new ChangeMessageVisibilityCommand(input));
        return receipt.body;
      }
      case 'purge':
        // The oracle remembers deduplication ids after a purge; AWS does not say.
        if (this.#fifo) return undefined;
        this.#receipts.length = 0;
        await this.#client.send(new PurgeQueueCommand({ QueueUrl }));
        return undefined;
      case 'counts':
        return [await this.#counts(QueueUrl), await this.#counts(this.dlq)];
    }
  }

  /** Everything that is left, at the end. */
  async drain(): Promise<unknown> {
    const left: unknown[] = [];
    for (const url of [this.url, this.dlq]) {
      for (let got = await this.#receive(url, 1); got.length > 0; got = await this.#receive(url, 1)) {
        const [first] = got as { body: string }[];
        left.push(first?.body);
        const receipt = this.#receipts.pop();
        await this.#client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt?.handle }));
      }
      left.push('|');
    }
    return this.#fifo ? left : left.map(String).sort();
  }

  #entry({ body, attributes, dedup }: Sent) {
    const fifo = this.#fifo && { MessageGroupId: 'g', MessageDeduplicationId: String(dedup) };
    return { MessageBody: body, MessageAttributes: attributes, ...fifo };
  }

  async #receive(QueueUrl: string, MaxNumberOfMessages: number) {
    const input = {
      QueueUrl,
      MaxNumberOfMessages,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All' as const],
    };
    const { Messages = [] } = await this.#client.send(new ReceiveMessageCommand(input));
    for (const { ReceiptHandle, Body } of Messages)
      this.#receipts.push({ handle: String(ReceiptHandle), body: String(Body) });
    return Messages.map(({ Body, MD5OfBody, MD5OfMessageAttributes, MessageAttributes, Attributes }) => ({
      body: Body,
      MD5OfBody,
      MD5OfMessageAttributes,
      MessageAttributes,
      group: Attributes?.MessageGroupId,
      // AWS does not say how a dead letter is counted, and the two differ.
      receives: QueueUrl === this.url ? Attributes?.ApproximateReceiveCount : undefined,
    }));
  }

  async #counts(QueueUrl: string) {
    const names = ['ApproximateNumberOfMessages' as const, 'ApproximateNumberOfMessagesNotVisible' as const];
    const { Attributes } = await this.#client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: names }));
    return Attributes;
  }

  #take(which: number): { handle: string; body: string } | undefined {
    if (this.#receipts.length === 0) return undefined;
    return this.#receipts.splice(which % this.#receipts.length, 1)[0];
  }
}

let runs = 0;

async function same(operations: Operation[], fifo: boolean): Promise<void> {
  const name = `d${++runs}`;
  const sides = clients.map((client) => new Side(client, fifo)) as [Side, Side];
  for (const side of sides) await side.create(name);
  for (const operation of operations) {
    const [ours, theirs] = [await outcome(sides[0], operation), await outcome(sides[1], operation)];
    expect(ours, JSON.stringify(operation)).toStrictEqual(theirs);
  }
  expect(await sides[0].drain()).toStrictEqual(await sides[1].drain());
}

async function outcome(side: Side, operation: Operation): Promise<unknown> {
  try {
    return await side.run(operation);
  } catch (error) {
    return { error: (error as Error).name };
  }
}

test.each([
  ['standard', false],
  ['FIFO', true],
] as const)(
  'a %s queue behaves as the oracle does',
  async (_kind, fifo) => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 40 }), (operations) => same(operations, fifo)),
      { numRuns: 50 },
    );
  },
  60_000,
);
