import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from './served.ts';
import { type SqsService, sqsService } from './service.ts';

let served: Served<{ sqs: SqsService }>;
let client: SQSClient;

beforeAll(async () => {
  served = await serve((grid) => ({ sqs: sqsService(grid) }));
  client = new SQSClient(served.client);
});
afterAll(async () => {
  client?.destroy();
  await served?.stop();
});

let names = 0;
const FIFO = { FifoQueue: 'true' };

async function queue(Attributes: Record<string, string> = {}): Promise<string> {
  const QueueName = `r${++names}${Attributes.FifoQueue ? '.fifo' : ''}`;
  return String((await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl);
}

const arnOf = (url: string) => `arn:aws:sqs:us-east-1:000000000000:${url.split('/').pop()}`;
const policy = (dlq: string, maxReceiveCount: number) =>
  JSON.stringify({ deadLetterTargetArn: arnOf(dlq), maxReceiveCount });

async function deadLetters(maxReceiveCount: number, attributes: Record<string, string> = {}) {
  const dlq = await queue(attributes);
  return { dlq, source: await queue({ ...attributes, RedrivePolicy: policy(dlq, maxReceiveCount) }) };
}

const send = (QueueUrl: string, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));

/** What a queue gives: hidden for no time, unless the test says so. */
async function receive(QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> {
  const input = {
    QueueUrl,
    MessageSystemAttributeNames: ['All' as const],
    MaxNumberOfMessages: 10,
    VisibilityTimeout: 0,
  };
  return (await client.send(new ReceiveMessageCommand({ ...input, ...more }))).Messages ?? [];
}

const shown = (messages: Message[]) =>
  messages.map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount]);

async function countIn(QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes.ApproximateNumberOfMessages);
}

/** Moves all that is in a queue, and gives how many that were. */
async function redrive(from: string, to?: string): Promise<number | undefined> {
  const SourceArn = arnOf(from);
  await client.send(new StartMessageMoveTaskCommand({ SourceArn, ...(to && { DestinationArn: arnOf(to) }) }));
  const task = async () => (await client.send(new ListMessageMoveTasksCommand({ SourceArn }))).Results?.[0];
  await expect.poll(async () => (await task())?.Status).toBe('COMPLETED');
  return (await task())?.ApproximateNumberOfMessagesMoved;
}

/** Receives from a queue until it gives nothing more: all of it is dead. */
async function wear(url: string): Promise<void> {
  while ((await receive(url)).length > 0);
}

test('what is received too often goes to the dead-letter queue with its source', async () => {
  const { dlq, source } = await deadLetters(2);
  const { MessageId } = await send(source, 'poison');
  expect(shown(await receive(source))).toStrictEqual([['poison', '1']]);
  expect(shown(await receive(source))).toStrictEqual([['poison', '2']]);
  expect(await receive(source)).toStrictEqual([]);
  const [dead] = await receive(dlq);
  expect([dead?.Body, dead?.MessageId, dead?.Attributes?.DeadLetterQueueSourceArn]).toStrictEqual([
    'poison',
    MessageId,
    arnOf(source),
  ]);
  const { queueUrls } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dlq }));
  expect(queueUrls).toStrictEqual([source]);
});

test('a dead letter goes back to where it came from as a new message', async () => {
  const { dlq, source } = await deadLetters(2);
  const MessageAttributes = { why: { DataType: 'String', StringValue: 'because' } };
  const { MessageId } = await send(source, 'a', { MessageAttributes });
  await wear(source);
  served.grid.clock.advance(60_000);
  expect(await redrive(dlq)).toBe(1);
  expect(await countIn(dlq)).toBe(0);
  const [again] = await receive(source, { MessageAttributeNames: ['All'] });
  const { ApproximateReceiveCount, SentTimestamp, DeadLetterQueueSourceArn } = again?.Attributes ?? {};
  expect([again?.Body, again?.MessageAttributes]).toStrictEqual(['a', MessageAttributes]);
  expect(again?.MessageId).not.toBe(MessageId);
  expect([ApproximateReceiveCount, DeadLetterQueueSourceArn]).toStrictEqual(['1', undefined]);
  expect(Number(SentTimestamp)).toBeGreaterThanOrEqual(served.grid.clock.now() - 10_000);
  await wear(source);
  expect(await countIn(dlq)).toBe(1);
});

test('its retention begins anew', async () => {
  const dlq = await queue({ MessageRetentionPeriod: '600' });
  const source = await queue({ MessageRetentionPeriod: '600', RedrivePolicy: policy(dlq, 1) });
  await send(source, 'a');
  await wear(source);
  served.grid.clock.advance(500_000);
  await redrive(dlq);
  served.grid.clock.advance(500_000);
  expect(shown(await receive(source))).toStrictEqual([['a', '1']]);
});

test('it may go to another queue', async () => {
  const { dlq, source } = await deadLetters(1);
  const other = await queue({ RedrivePolicy: policy(dlq, 1) });
  await send(source, 'a');
  await wear(source);
  expect(await redrive(dlq, other)).toBe(1);
  expect(shown(await receive(other))).toStrictEqual([['a', '1']]);
  await wear(other);
  expect((await receive(dlq))[0]?.Attributes?.DeadLetterQueueSourceArn).toBe(arnOf(other));
});

test('in FIFO queues it keeps its group, and comes behind what is there', async () => {
  const { dlq, source } = await deadLetters(1, { ...FIFO, ContentBasedDeduplication: 'true' });
  await send(source, 'first', { MessageGroupId: 'g' });
  await wear(source);
  await send(source, 'second', { MessageGroupId: 'g' });
  await redrive(dlq);
  expect(shown(await receive(source))).toStrictEqual([
    ['second', '1'],
    ['first', '1'],
  ]);
});

test('in a chain each queue gives a message as often as its own policy says', async () => {
  const end = await queue();
  const middle = await queue({ RedrivePolicy: policy(end, 2) });
  const source = await queue({ RedrivePolicy: policy(middle, 3) });
  await send(source, 'a');
  await wear(source);
  expect([...shown(await receive(middle)), ...shown(await receive(middle))]).toStrictEqual([
    ['a', '4'],
    ['a', '5'],
  ]);
  expect(await receive(middle)).toStrictEqual([]);
  expect(shown(await receive(end))).toStrictEqual([['a', '6']]);
  await redrive(end);
  expect(shown(await receive(middle))).toStrictEqual([['a', '1']]);
});

test('two queues that are each other’s, and one that is its own, hang nothing', async () => {
  const { dlq, source } = await deadLetters(1);
  const change = (QueueUrl: string, RedrivePolicy: string) =>
    client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
  await change(dlq, policy(source, 1));
  await send(source, 'a');
  expect(await receive(source)).toHaveLength(1);
  expect(await receive(source)).toHaveLength(0);
  expect(await receive(dlq)).toHaveLength(1);
  expect(await receive(dlq)).toHaveLength(0);
  expect(await receive(source)).toHaveLength(1);
  const own = await queue();
  await change(own, policy(own, 1));
  await send(own, 'b');
  expect(await receive(own)).toHaveLength(1);
  expect(await receive(own)).toHaveLength(0);
  expect(await receive(own)).toHaveLength(1);
});

test('hidden for no time, a message comes once in an answer', async () => {
  const url = await queue();
  for (const body of ['a', 'b', 'c']) await send(url, body);
  expect(shown(await receive(url))).toStrictEqual([
    ['a', '1'],
    ['b', '1'],
    ['c', '1'],
  ]);
  expect(shown(await receive(url, { MaxNumberOfMessages: 2 }))).toHaveLength(2);
});

test('a receive that a mapping gives back does not count, and its receipt deletes nothing later', async () => {
  const { dlq, source } = await deadLetters(2);
  const { sqs } = served.services;
  await send(source, 'a');
  const signal = new AbortController().signal;
  for (let times = 0; times < 5; times++) {
    const [taken] = await sqs.receive(arnOf(source), 1, 0, signal);
    expect(taken?.attributes.ApproximateReceiveCount).toBe('1');
    await sqs.giveBack(arnOf(source), [String(taken?.receiptHandle)]);
    if (times > 0) continue;
    const [other] = await sqs.receive(arnOf(source), 1, 0, signal);
    await client.send(new DeleteMessageCommand({ QueueUrl: source, ReceiptHandle: taken?.receiptHandle }));
    await sqs.giveBack(arnOf(source), [String(other?.receiptHandle)]);
  }
  expect(shown(await receive(source))).toStrictEqual([['a', '1']]);
  await wear(source);
  expect(shown(await receive(dlq))).toStrictEqual([['a', '3']]);
});
