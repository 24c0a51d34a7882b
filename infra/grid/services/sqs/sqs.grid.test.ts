import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from './served.ts';
import { type SqsService, sqsService } from './service.ts';

const start = (folder?: string) => serve((grid) => ({ sqs: sqsService(grid) }), folder);
let served: Served<{ sqs: SqsService }>;
let client: SQSClient;

beforeAll(async () => {
  served = await start();
  client = new SQSClient(served.client);
});

afterAll(async () => {
  client?.destroy();
  await served?.stop();
});

let names = 0;

async function queue(Attributes: Record<string, string> = {}): Promise<string> {
  const QueueName = `q${++names}${Attributes.FifoQueue ? '.fifo' : ''}`;
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
  return String(QueueUrl);
}

const arnOf = (url: string) => `arn:aws:sqs:us-east-1:000000000000:${url.split('/').pop()}`;

const send = (QueueUrl: string, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));

async function receive(QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> {
  const input = { QueueUrl, MessageSystemAttributeNames: ['All' as const], MaxNumberOfMessages: 10, ...more };
  return (await client.send(new ReceiveMessageCommand(input))).Messages ?? [];
}

const bodies = (messages: Message[]) => messages.map(({ Body }) => Body);

const counts = async (QueueUrl: string) => {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return [
    Attributes?.ApproximateNumberOfMessages,
    Attributes?.ApproximateNumberOfMessagesNotVisible,
    Attributes?.ApproximateNumberOfMessagesDelayed,
  ];
};

test('attributes and digests pass the checks of the SDK', async () => {
  const url = await queue();
  await send(url, 'año ☃', {
    MessageAttributes: {
      tipo: { DataType: 'String', StringValue: 'señal' },
      n: { DataType: 'Number.int', StringValue: '7' },
      b: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
    },
  });
  const [message] = await receive(url, { MessageAttributeNames: ['All'] });
  expect(message?.MessageAttributes?.b?.BinaryValue).toStrictEqual(new Uint8Array([0, 255]));
  expect(message?.Body).toBe('año ☃');
});

test('a message that was received hides until its timeout by the clock of the grid', async () => {
  const url = await queue({ VisibilityTimeout: '60' });
  await send(url, 'a');
  expect(bodies(await receive(url))).toStrictEqual(['a']);
  expect(await receive(url)).toStrictEqual([]);
  expect(await counts(url)).toStrictEqual(['0', '1', '0']);
  served.grid.clock.advance(60_000);
  const [again] = await receive(url);
  expect(again?.Attributes?.ApproximateReceiveCount).toBe('2');
});

test('an old receipt deletes nothing once the message was received again', async () => {
  const url = await queue();
  await send(url, 'a');
  const [first] = await receive(url, { VisibilityTimeout: 0 });
  await receive(url, { VisibilityTimeout: 0 });
  await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
  expect(bodies(await receive(url))).toStrictEqual(['a']);
});

test('a delayed message comes when its time has come, and wakes the one who waits', async () => {
  const url = await queue();
  await send(url, 'later', { DelaySeconds: 900 });
  expect(await counts(url)).toStrictEqual(['0', '0', '1']);
  const waiting = receive(url, { WaitTimeSeconds: 20 });
  await expect.poll(() => client.send(new GetQueueUrlCommand({ QueueName: url.split('/').pop() }))).toBeDefined();
  served.grid.clock.advance(900_000);
  expect(bodies(await waiting)).toStrictEqual(['later']);
});

test('one who waits gets what is sent', async () => {
  const url = await queue();
  const waiting = receive(url, { WaitTimeSeconds: 20 });
  await send(url, 'now');
  expect(bodies(await waiting)).toStrictEqual(['now']);
});

test('a message is forgotten after its retention', async () => {
  const url = await queue({ MessageRetentionPeriod: '60' });
  await send(url, 'old');
  served.grid.clock.advance(61_000);
  expect(await receive(url)).toStrictEqual([]);
});

test('a FIFO queue keeps the order of each group and blocks behind what is in flight', async () => {
  const url = await queue({ FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  for (const [group, body] of [
    ['g', '1'],
    ['h', 'a'],
    ['g', '2'],
    ['g', '3'],
  ] as const) {
    await send(url, body, { MessageGroupId: group });
  }
  const [first] = await receive(url, { MaxNumberOfMessages: 1, VisibilityTimeout: 30 });
  expect(first?.Body).toBe('1');
  expect(bodies(await receive(url))).toStrictEqual(['a']);
  await client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 }),
  );
  expect(bodies(await receive(url))).toStrictEqual(['1', '2', '3']);
});

test('a FIFO queue takes the same message once in five minutes', async () => {
  const url = await queue({ FifoQueue: 'true' });
  const twice = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  const first = await send(url, 'x', twice);
  const second = await send(url, 'x', twice);
  expect([second.MessageId, second.SequenceNumber]).toStrictEqual([first.MessageId, first.SequenceNumber]);
  served.grid.clock.advance(5 * 60_000);
  const third = await send(url, 'x', twice);
  expect(third.MessageId).not.toBe(first.MessageId);
});

test('an entry of a batch that is refused fails alone', async () => {
  const QueueUrl = await queue();
  const entries = [
    { Id: 'ok', MessageBody: 'a' },
    { Id: 'bad', MessageBody: 'b\u0000' },
  ];
  const { Successful, Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries }));
  expect(Successful?.map(({ Id }) => Id)).toStrictEqual(['ok']);
  expect(Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault])).toStrictEqual([
    ['bad', 'InvalidMessageContents', true],
  ]);
});

test.each([
  ['a queue that is not there', () => send('http://x/000000000000/none', 'a'), 'QueueDoesNotExist'],
  ['a body of more than 1 MiB', async () => send(await queue(), 'x'.repeat(2 ** 20 + 1)), 'InvalidParameterValue'],
  ['an attribute that no queue has', () => queue({ Nope: '1' }), 'InvalidAttributeName'],
  ['a timeout out of range', () => queue({ VisibilityTimeout: '43201' }), 'InvalidAttributeValue'],
  ['a group that is missing', async () => send(await queue({ FifoQueue: 'true' }), 'a'), 'MissingParameter'],
])('%s is refused', async (_what, call, name) => {
  await expect(call()).rejects.toMatchObject({ name });
});

test('another service delivers in its own transaction, if the policy of the queue lets it', async () => {
  const url = await queue();
  const source = { service: 'events.amazonaws.com', arn: 'arn:aws:events:us-east-1:000000000000:rule/r' };
  await served.grid.store.write(() => served.services.sqs.receiver.accept(arnOf(url), { body: 'evento' }, source));
  expect(served.asked).toContain(`sqs:SendMessage ${arnOf(url)}`);
  const [message] = await served.services.sqs.receive(arnOf(url), 10, 0, new AbortController().signal);
  expect(message).toMatchObject({ body: 'evento', attributes: { ApproximateReceiveCount: '1' } });
});

test('a poller in process is woken by a message and let go by its signal', async () => {
  const url = await queue();
  const { sqs } = served.services;
  const abort = new AbortController();
  const waiting = sqs.receive(arnOf(url), 10, 60_000, abort.signal);
  await send(url, 'a');
  const [message] = await waiting;
  await sqs.giveBack(arnOf(url), [String(message?.receiptHandle)]);
  const [again] = await sqs.receive(arnOf(url), 10, 60_000, abort.signal);
  await sqs.delete(arnOf(url), [String(again?.receiptHandle)]);
  const nothing = sqs.receive(arnOf(url), 10, 60_000, abort.signal);
  abort.abort();
  expect(await nothing).toStrictEqual([]);
});

test('queues, attributes and messages outlive a stop', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alpes-sqs-'));
  const before = await start(folder);
  const first = new SQSClient(before.client);
  const Attributes = { VisibilityTimeout: '7' };
  const { QueueUrl } = await first.send(new CreateQueueCommand({ QueueName: 'kept', Attributes }));
  await first.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '1' } }));
  await first.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept', DelaySeconds: 0 }));
  first.destroy();
  await before.stop();
  const after = await start(folder);
  const second = new SQSClient(after.client);
  const found = await second.send(new GetQueueUrlCommand({ QueueName: 'kept' }));
  const wanted = { QueueUrl: found.QueueUrl, AttributeNames: ['VisibilityTimeout' as const, 'DelaySeconds' as const] };
  const { Attributes: kept } = await second.send(new GetQueueAttributesCommand(wanted));
  expect(kept).toStrictEqual({ VisibilityTimeout: '7', DelaySeconds: '1' });
  const { Messages } = await second.send(new ReceiveMessageCommand({ QueueUrl: found.QueueUrl }));
  expect(Messages?.map(({ Body }) => Body)).toStrictEqual(['kept']);
  second.destroy();
  await after.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('after a restart, what mappings worked on shows itself at once, what they gave up or clients had received does not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alpes-sqs-'));
  const before = await start(folder);
  const first = new SQSClient(before.client);
  const Attributes = { VisibilityTimeout: '90' };
  const { QueueUrl = '' } = await first.send(new CreateQueueCommand({ QueueName: 'inflight', Attributes }));
  const signal = new AbortController().signal;
  const sent = async (MessageBody: string) => {
    await first.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  };
  await sent('of a client');
  await first.send(new ReceiveMessageCommand({ QueueUrl }));
  await sent('of a mapping, hidden for longer by its function');
  const [backedOff] = await before.services.sqs.receive(arnOf(QueueUrl), 1, 0, signal);
  const { receiptHandle: ReceiptHandle } = backedOff ?? {};
  await first.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 300 }));
  await sent('of a mapping');
  expect(await before.services.sqs.receive(arnOf(QueueUrl), 1, 0, signal)).toMatchObject([{ body: 'of a mapping' }]);
  await sent('of a mapping that is done with it');
  const [failed] = await before.services.sqs.receive(arnOf(QueueUrl), 1, 0, signal);
  await before.services.sqs.leave(arnOf(QueueUrl), [failed?.receiptHandle ?? '']);
  await first.send(new SendMessageCommand({ QueueUrl, MessageBody: 'of nobody yet, delayed', DelaySeconds: 60 }));
  first.destroy();
  await before.stop();
  const after = await start(folder);
  const again = await after.services.sqs.receive(arnOf(QueueUrl), 10, 0, signal);
  expect(again.map(({ body, attributes }) => [body, attributes.ApproximateReceiveCount])).toStrictEqual([
    ['of a mapping', '1'],
  ]);
  after.grid.clock.advance(300_000);
  expect(await after.services.sqs.receive(arnOf(QueueUrl), 10, 0, signal)).toHaveLength(5);
  await after.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('messages of a data folder from before the grid knew more of receives are kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alpes-sqs-'));
  const before = await start(folder);
  const first = new SQSClient(before.client);
  const { QueueUrl = '' } = await first.send(new CreateQueueCommand({ QueueName: 'older' }));
  await first.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
  first.destroy();
  await before.stop();
  const file = new DatabaseSync(join(folder, 'grid.sqlite'));
  for (const column of ['polled', 'void', 'elsewhere']) file.exec(`ALTER TABLE sqs_messages DROP COLUMN ${column}`);
  file.close();
  const after = await start(folder);
  const kept = await after.services.sqs.receive(arnOf(QueueUrl), 10, 0, new AbortController().signal);
  expect(kept).toMatchObject([{ body: 'kept' }]);
  await after.stop();
  rmSync(folder, { recursive: true, force: true });
});
