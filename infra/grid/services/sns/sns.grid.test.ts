import { createVerify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AwsError, type Delivery } from '../../service.ts';
import { type Served, serve } from '../sqs/served.ts';
import { type SqsService, sqsService } from '../sqs/service.ts';
import { type SnsService, snsService } from './service.ts';
import { Signer } from './signer.ts';

let served: Served<{ sqs: SqsService; sns: SnsService }>;
let sns: SNSClient;
let sqs: SQSClient;
/** What the functions of the test got. */
const invoked: { arn: string; delivery: Delivery }[] = [];

beforeAll(async () => {
  served = await serve((grid) => {
    const services = { sqs: sqsService(grid), sns: snsService(grid) };
    const lambda = {
      accept(arn: string, delivery: Delivery) {
        if (arn.endsWith(':gone')) throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`);
        invoked.push({ arn, delivery });
      },
    };
    grid.receivers = { sqs: services.sqs.receiver, lambda };
    return services;
  });
  sns = new SNSClient(served.client);
  sqs = new SQSClient(served.client);
});

afterAll(async () => {
  sns?.destroy();
  sqs?.destroy();
  await served?.stop();
});

let names = 0;

async function topic(Attributes: Record<string, string> = {}): Promise<string> {
  const Name = `t${++names}${Attributes.FifoTopic ? '.fifo' : ''}`;
  return String((await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn);
}

async function queue(Attributes: Record<string, string> = {}) {
  const QueueName = `q${++names}${Attributes.FifoQueue ? '.fifo' : ''}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return { url: String(QueueUrl), arn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}` };
}

async function subscribe(
  TopicArn: string,
  Protocol: string,
  Endpoint: string,
  Attributes: Record<string, string> = {},
) {
  const { SubscriptionArn } = await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
  return String(SubscriptionArn);
}

const publish = (TopicArn: string, Message: string, more: Partial<PublishCommandInput> = {}) =>
  sns.send(new PublishCommand({ TopicArn, Message, ...more }));

async function received(QueueUrl: string) {
  const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], WaitTimeSeconds: 0 };
  return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
}

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

test('a queue gets the notification, or the message itself when delivery is raw', async () => {
  const [arn, wrapped, raw] = [await topic(), await queue(), await queue()];
  await subscribe(arn, 'sqs', wrapped.arn);
  await subscribe(arn, 'sqs', raw.arn, { RawMessageDelivery: 'true' });
  const attributes = { hito: text('entregada'), foto: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) } };
  const { MessageId } = await publish(arn, 'hola <&> "mundo"', { Subject: 'Entrega', MessageAttributes: attributes });
  const [notification] = await received(wrapped.url);
  expect(JSON.parse(notification?.Body ?? '')).toMatchObject({
    Type: 'Notification',
    MessageId,
    TopicArn: arn,
    Subject: 'Entrega',
    Message: 'hola <&> "mundo"',
    MessageAttributes: { hito: { Type: 'String', Value: 'entregada' }, foto: { Type: 'Binary', Value: 'AQI=' } },
  });
  const [message] = await received(raw.url);
  expect([message?.Body, message?.MessageAttributes?.hito?.StringValue]).toStrictEqual([
    'hola <&> "mundo"',
    'entregada',
  ]);
  expect(served.asked).toContain(`sqs:SendMessage ${raw.arn}`);
});

test('a function gets the event of SNS', async () => {
  const arn = await topic();
  const fn = 'arn:aws:lambda:us-east-1:000000000000:function:avisar';
  const subscription = await subscribe(arn, 'lambda', fn);
  await publish(arn, 'hola');
  const [call] = invoked.splice(0);
  expect(JSON.parse(call?.delivery.body ?? '').Records).toMatchObject([
    {
      EventSource: 'aws:sns',
      EventSubscriptionArn: subscription,
      Sns: { Message: 'hola', Subject: null, MessageAttributes: {} },
    },
  ]);
});

test.each([
  [{ hito: ['entregada', 'fallida'] }, { hito: text('entregada') }, 1],
  [{ hito: ['entregada'] }, { hito: text('creada') }, 0],
  [{ hito: [{ 'anything-but': ['creada'] }] }, { hito: text('entregada') }, 1],
  [{ peso: [{ numeric: ['>', 10, '<=', 20] }] }, { peso: { DataType: 'Number', StringValue: '20' } }, 1],
  [{ peso: [{ numeric: ['>', 10] }] }, { peso: text('20') }, 0],
  [{ zonas: ['sur'] }, { zonas: { DataType: 'String.Array', StringValue: '["norte","sur"]' } }, 1],
  [{ hito: [{ exists: false }] }, {}, 1],
  [{ hito: [{ prefix: 'entre' }], urgente: ['si'] }, { hito: text('entregada') }, 0],
])('filter %j with attributes %j lets %i through', async (policy, MessageAttributes, count) => {
  const [arn, { arn: queueArn, url }] = [await topic(), await queue()];
  await subscribe(arn, 'sqs', queueArn, { FilterPolicy: JSON.stringify(policy) });
  await publish(arn, 'm', { MessageAttributes });
  expect(await received(url)).toHaveLength(count);
});

test('a filter can look into the body', async () => {
  const [arn, { arn: queueArn, url }] = [await topic(), await queue()];
  const FilterPolicy = JSON.stringify({ orden: { estado: ['entregada'] } });
  await subscribe(arn, 'sqs', queueArn, { FilterPolicy, FilterPolicyScope: 'MessageBody', RawMessageDelivery: 'true' });
  for (const estado of ['creada', 'entregada']) await publish(arn, JSON.stringify({ orden: { estado } }));
  await publish(arn, 'no es JSON');
  expect((await received(url)).map(({ Body }) => Body)).toStrictEqual(['{"orden":{"estado":"entregada"}}']);
});

test('each protocol has its own text when the message says so', async () => {
  const [arn, { arn: queueArn, url }] = [await topic(), await queue()];
  await subscribe(arn, 'sqs', queueArn, { RawMessageDelivery: 'true' });
  await subscribe(arn, 'sms', '+573001234567');
  await publish(arn, JSON.stringify({ default: 'd', sqs: 'para la cola' }), { MessageStructure: 'json' });
  expect((await received(url)).map(({ Body }) => Body)).toStrictEqual(['para la cola']);
  expect(served.grid.outbox.read()[0]).toMatchObject({ protocol: 'sms', body: 'd' });
});

test('what would leave this machine is kept in the outbox, and the console says so', async () => {
  const arn = await topic();
  const before = served.lines.length;
  await subscribe(arn, 'email', 'ana@example.com');
  await subscribe(arn, 'https', 'https://example.com/gancho', { RawMessageDelivery: 'true' });
  await publish(arn, 'su orden llegó', { Subject: 'Entrega' });
  await sns.send(new PublishCommand({ PhoneNumber: '+573007654321', Message: 'hola' }));
  const seen = served.grid.outbox.read().slice(0, 3);
  expect(seen.map(({ id: _, at: __, ...message }) => message)).toStrictEqual([
    { protocol: 'sms', to: '+573007654321', from: null, subject: null, body: 'hola' },
    { protocol: 'https', to: 'https://example.com/gancho', from: arn, subject: 'Entrega', body: 'su orden llegó' },
    { protocol: 'email', to: 'ana@example.com', from: arn, subject: 'Entrega', body: 'su orden llegó' },
  ]);
  expect(served.lines.slice(before)).toStrictEqual([
    `outbox: email to ana@example.com of ${arn}, kept here and not sent (GET /_alpes/outbox)`,
    `outbox: https to https://example.com/gancho of ${arn}, kept here and not sent (GET /_alpes/outbox)`,
    'outbox: sms to +573007654321, kept here and not sent (GET /_alpes/outbox)',
  ]);
});

/** What a receiver does that follows https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
async function isSigned(notification: Record<string, string>): Promise<boolean> {
  const { SignatureVersion, Signature = '', SigningCertURL, SigningCertUrl } = notification;
  const certificate = await (await fetch(String(SigningCertURL ?? SigningCertUrl))).text();
  const names = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
  const present = names.filter((name) => notification[name] !== undefined && notification[name] !== null);
  const text = present.map((name) => `${name}\n${notification[name]}\n`).join('');
  const algorithm = SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
  return createVerify(algorithm).update(text).verify(certificate, Signature, 'base64');
}

test.each([
  ['1', undefined],
  ['1', 'Entrega'],
  ['2', 'Entrega'],
])(
  'notifications of version %s with subject %s are signed by the certificate at their URL',
  async (version, Subject) => {
    const [arn, target] = [await topic({ SignatureVersion: version }), await queue()];
    await subscribe(arn, 'sqs', target.arn);
    await subscribe(arn, 'lambda', 'arn:aws:lambda:us-east-1:000000000000:function:verificar');
    await publish(arn, 'hola\n"mundo" ñ', { ...(Subject && { Subject }) });
    const [message] = await received(target.url);
    const [call] = invoked.splice(0);
    const [notification, event] = [JSON.parse(message?.Body ?? ''), JSON.parse(call?.delivery.body ?? '')];
    expect(notification.SignatureVersion).toBe(version);
    expect(await isSigned(notification)).toBe(true);
    expect(await isSigned({ ...notification, Message: 'adiós' })).toBe(false);
    expect(await isSigned(event.Records[0].Sns)).toBe(true);
  },
);

test('the certificate is one that OpenSSL reads, signed by itself', async () => {
  const [arn, target] = [await topic(), await queue()];
  await subscribe(arn, 'sqs', target.arn);
  await publish(arn, 'hola');
  const [message] = await received(target.url);
  const response = await fetch(JSON.parse(message?.Body ?? '').SigningCertURL);
  const certificate = new X509Certificate(await response.text());
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.subject).toBe('CN=sns.grid.invalid');
  expect(new Date(certificate.validFrom).getTime()).toBeLessThan(Date.now());
  expect(new Date(certificate.validTo).getUTCFullYear()).toBe(9999);
});

test('the key outlives the process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alpes-sns-'));
  const urls: string[] = [];
  for (let life = 0; life < 2; life++) {
    const one = await serve((grid) => ({ sns: snsService(grid) }), folder);
    const signer = new Signer(one.grid);
    signer.load();
    const signed = { Message: 'm', MessageId: '1', Timestamp: 't', TopicArn: 'a' };
    urls.push(new URL((await one.grid.store.write(() => signer.sign(signed, '1'))).SigningCertURL).pathname);
    await one.stop();
  }
  expect(urls[1]).toBe(urls[0]);
  rmSync(folder, { recursive: true, force: true });
});

test('a web hook of this machine is retried by the clock, then its message is a dead letter', async () => {
  const [arn, dead] = [await topic(), await queue()];
  const calls: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    calls.push(request.headers['x-amz-sns-message-id'] as string);
    request.resume();
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });
  await subscribe(arn, 'http', `http://127.0.0.1:${port}/`, { RedrivePolicy, RawMessageDelivery: 'true' });
  const MessageAttributes = { hito: text('entregada') };
  const { MessageId } = await publish(arn, 'gancho', { MessageAttributes });
  for (let tries = 1; tries <= 4; tries++) {
    await expect.poll(() => calls.length, { interval: 5 }).toBe(tries);
    // The next attempt is on the clock once this one is on disk.
    await served.grid.store.write(() => undefined);
    await expect.poll(() => pending(tries), { interval: 5 }).toBe(true);
    served.grid.clock.advance(20_000);
  }
  const letters = async () => (await received(dead.url)).map((letter) => [letter.Body, letter.MessageAttributes]);
  await expect.poll(letters).toStrictEqual([['gancho', MessageAttributes]]);
  expect(calls).toStrictEqual([MessageId, MessageId, MessageId, MessageId]);
  server.close();
});

function pending(tries: number): boolean {
  const row = served.grid.store.sql('SELECT tries FROM sns_webhooks').get();
  return tries === 4 ? row === undefined : row?.tries === tries;
}

test('what a function does not take goes to the dead-letter queue of its subscription', async () => {
  const [arn, dead] = [await topic(), await queue()];
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });
  await subscribe(arn, 'lambda', 'arn:aws:lambda:us-east-1:000000000000:function:gone', { RedrivePolicy });
  await publish(arn, 'nadie');
  const [message] = await received(dead.url);
  expect(JSON.parse(message?.Body ?? '').Message).toBe('nadie');
});

test('a FIFO topic keeps order and takes a message once', async () => {
  const arn = await topic({ FifoTopic: 'true', ContentBasedDeduplication: 'true' });
  const fifo = await queue({ FifoQueue: 'true' });
  await subscribe(arn, 'sqs', fifo.arn, { RawMessageDelivery: 'true' });
  const sent = [];
  for (const message of ['1', '2', '1']) sent.push(await publish(arn, message, { MessageGroupId: 'g' }));
  expect(sent[2]?.MessageId).toBe(sent[0]?.MessageId);
  expect((await received(fifo.url)).map(({ Body }) => Body)).toStrictEqual(['1', '2']);
});

test('an entry of a batch that is refused fails alone', async () => {
  const PublishBatchRequestEntries = [
    { Id: 'a', Message: 'x' },
    { Id: 'b', Message: 'x', Subject: 'y\nz' },
  ];
  const { Successful, Failed } = await sns.send(
    new PublishBatchCommand({ TopicArn: await topic(), PublishBatchRequestEntries }),
  );
  expect([Successful?.map(({ Id }) => Id), Failed?.map(({ Id, Code }) => [Id, Code])]).toStrictEqual([
    ['a'],
    [['b', 'InvalidParameter']],
  ]);
});

test('topics and subscriptions are listed, read and changed', async () => {
  const [TopicArn, { arn }] = [await topic({ DisplayName: 'Avisos' }), await queue()];
  const SubscriptionArn = await subscribe(TopicArn, 'sqs', arn);
  expect(await subscribe(TopicArn, 'sqs', arn)).toBe(SubscriptionArn);
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toContainEqual({ TopicArn });
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect([Attributes?.DisplayName, Attributes?.SubscriptionsConfirmed]).toStrictEqual(['Avisos', '1']);
  const change = { SubscriptionArn, AttributeName: 'RawMessageDelivery', AttributeValue: 'true' };
  await sns.send(new SetSubscriptionAttributesCommand(change));
  const read = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(read.Attributes?.RawMessageDelivery).toBe('true');
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  expect((await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toStrictEqual([]);
});

test.each([
  ['a topic that is not there', () => publish('arn:aws:sns:us-east-1:000000000000:none', 'a'), 'NotFoundException'],
  [
    'a filter that is no pattern',
    async () => subscribe(await topic(), 'sqs', (await queue()).arn, { FilterPolicy: '{"a":[{"nope":1}]}' }),
    'InvalidParameterException',
  ],
  [
    'a protocol that the grid does not deliver',
    async () => subscribe(await topic(), 'firehose', 'arn:aws:firehose:x'),
    'InvalidParameterException',
  ],
])('%s is refused', async (_what, call, name) => {
  await expect(call()).rejects.toMatchObject({ name });
});
