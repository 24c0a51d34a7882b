import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { snsService } from '#infra/grid/services/sns/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { sqsService } from '#infra/grid/services/sqs/service.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { event, type Fact } from '#shared/model/event.ts';
import { notification } from '#shared/model/notification.ts';
import { goneBack, messageOf } from '#shared/testing/messages.ts';
import { recordedOf, toItem } from '../eventLog/commit.ts';
import { commitOf } from '../eventLog/testing/log.ts';
import { keyOf, orderIn } from '../notifications/order.ts';

const schema = z.object({ name: z.string() });
const of = { context: 'test', schema, example: { name: 'Ana' } };
const [Opened, Paid, Seen] = [event('Opened', of), event('Paid', of), event('Seen', of)];
const news = notification<{ name: string }>('news', {
  of: 'account',
  channels: { sms: ({ name }) => `+57 ${name}` },
  subject: ({ name }) => name,
  perHour: { address: 100, subject: 100 },
})
  .remember(Opened, (_, { name }) => {
    if (name === 'poison') throw new RangeError('poison');
    return { name: String(name) };
  })
  .on(Opened, ({ name }) => ({ asunto: 'Opened', texto: `Hello ${name}` }))
  .on(Paid, ({ name }) => ({ asunto: 'Paid', texto: `Thank you, ${name}` }));

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let dynamodb: DynamoDBClient;
let sqs: SQSClient;
let QueueUrl: string;

beforeAll(async () => {
  served = await serve((grid) => {
    const services = { dynamodb: dynamodbService(grid), sqs: sqsService(grid), sns: snsService(grid) };
    grid.receivers = { sqs: services.sqs.receiver };
    return services;
  });
  dynamodb = new DynamoDBClient(served.client);
  sqs = new SQSClient(served.client);
  const sns = new SNSClient(served.client);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }));
  QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }))).QueueUrl as string;
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:inbox';
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  sns.destroy();
  const tables = { EVENT_LOG_TABLE: 'log', VIEW_TABLE: 'news', VIEW_GENERATION: 'uno', MOST_TRIES: '10' };
  for (const [name, value] of Object.entries({ ...served.environment, ...tables, NOTIFICATIONS_TOPIC: TopicArn }))
    vi.stubEnv(name, value);
  await makeTable(served.services.dynamodb, { name: 'log', keys: { stream: 'S', version: 'N' } });
  await makeTable(served.services.dynamodb, {
    name: 'news',
    keys: { key: 'S' },
    indexes: { porClave: ['grupo', 'en'] },
  });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  sqs?.destroy();
  await served?.stop();
});

/** Events of a stream that are in the log. */
async function happened(stream: string, ...facts: readonly Fact[]): Promise<Recorded[]> {
  const commits = facts.map((fact, at) => commitOf(stream, at + 1, fact));
  for (const commit of commits) await dynamodb.send(new PutItemCommand({ TableName: 'log', Item: toItem(commit) }));
  return commits.flatMap(recordedOf);
}

/** Gives events to the function as a new instance of it; the ids of those that go back. */
async function given(...events: readonly Recorded[]): Promise<string[]> {
  vi.resetModules();
  const { notificationHandler } = await import('./notification.ts');
  return goneBack(notificationHandler(news), events.map(messageOf));
}

/** What was ordered: the keys of messages. */
async function received(): Promise<string[]> {
  const texts: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return texts.sort();
    for (const { Body = '', ReceiptHandle } of Messages) {
      texts.push(keyOf(orderIn({ body: Body } as SQSRecord)));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

test('what is composed is sent once, of the streams of its aggregate', async () => {
  const [ana] = await happened('account#1', Opened({ name: 'Ana' }));
  const other = await happened('chest#1', Opened({ name: 'Eva' }));
  expect(await given(ana as Recorded, ...other)).toStrictEqual([]);
  expect(await received()).toStrictEqual(['1|1|sms']);
  // Its channel has not told yet: the event comes again until it has, or the minute of its sender is over.
  expect(await given(ana as Recorded)).toStrictEqual(['account#1/1']);
  expect(await received()).toStrictEqual([]);
});

test('messages that a gap hid are sent with those of the event that showed it', async () => {
  const [, , seen] = await happened('account#2', Opened({ name: 'Luz' }), Paid({ name: '' }), Seen({ name: '' }));
  expect(await given(seen as Recorded)).toStrictEqual([]);
  expect(await received()).toStrictEqual(['2|1|sms', '2|2|sms']);
});

test('a stream that fails takes no other along', async () => {
  const [bad, good] = [
    await happened('account#3', Opened({ name: 'poison' })),
    await happened('account#4', Opened({ name: 'Gil' })),
  ];
  expect(await given(...bad, ...good)).toStrictEqual(['account#3/1']);
  expect(await received()).toStrictEqual(['4|1|sms']);
});

test('a message that cannot be sent lets its events come again, and no others', async () => {
  const topic = process.env.NOTIFICATIONS_TOPIC as string;
  const [sad, silent] = [
    await happened('account#5', Opened({ name: 'Sol' })),
    await happened('account#6', Seen({ name: '' })),
  ];
  vi.stubEnv('NOTIFICATIONS_TOPIC', `${topic}-none`);
  expect(await given(...sad, ...silent)).toStrictEqual(['account#5/1']);
  vi.stubEnv('NOTIFICATIONS_TOPIC', topic);
  expect(await received()).toStrictEqual([]);
});

test('a stream of which there is nothing to tell has a row all the same', async () => {
  await given(...(await happened('account#8', Seen({ name: '' }))));
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: 'news', ConsistentRead: true }));
  expect(Items.find(({ key }) => key?.S === '8')).toMatchObject({ version: { N: '1' }, generation: { S: 'uno' } });
});
