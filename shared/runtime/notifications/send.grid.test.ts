import { DynamoDBClient, PutItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { snsService } from '#infra/grid/services/sns/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { sqsService } from '#infra/grid/services/sqs/service.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { Composed } from './compose.ts';
import { itemOf, type Outgoing, type SentMessage } from './draft.ts';
import { keyOf, orderIn } from './order.ts';

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
  await makeTable(served.services.dynamodb, {
    name: 'avisos',
    keys: { key: 'S' },
    indexes: { porClave: ['grupo', 'en'] },
  });
  dynamodb = new DynamoDBClient(served.client);
  sqs = new SQSClient(served.client);
  const sns = new SNSClient(served.client);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'avisos' }));
  QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }))).QueueUrl as string;
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:inbox';
  await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } }),
  );
  sns.destroy();
  for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
  vi.stubEnv('VIEW_TABLE', 'avisos');
  vi.stubEnv('NOTIFICATIONS_TOPIC', TopicArn);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  sqs?.destroy();
  await served?.stop();
});

/** Code of the function as another instance of it has it: with a memory, and a list of its calls, of its own. */
async function instance() {
  vi.resetModules();
  const [{ send }, { blankSent }, clients] = await Promise.all([
    import('./send.ts'),
    import('./blank.ts'),
    import('../clients/dynamodb.ts'),
  ]);
  const calls: string[] = [];
  let failing: string | undefined;
  clients.dynamodb().middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName));
      if (context.commandName === failing) throw new Error(`${failing} fails`);
      return next(args);
    },
    { step: 'initialize' },
  );
  return {
    blankSent,
    calls,
    /** Lets calls of a kind fail from then on. */
    failing(command: string) {
      failing = command;
    },
    /** Sends, and gives what went wrong by stream. */
    async send(...outgoing: Outgoing[]): Promise<Record<string, string>> {
      const failures: Record<string, string> = {};
      await send(outgoing, (clave, error) => {
        failures[clave] = String(error);
      });
      return failures;
    },
  };
}

/** Messages of one stream, composed in a row that somebody wrote long ago. */
const out = (clave: string, ...messages: Composed[]): Outgoing => ({
  outbox: { clave, clienteId: 'c', memoria: {}, mensajes: [] },
  messages,
  mineAfter: Number.POSITIVE_INFINITY,
  hold: { after: 0, until: 0 },
});
const message = (texto: string): Composed => ({
  asunto: 'Orden',
  texto,
  hito: 'H',
  version: 1,
  canal: 'sms',
  destino: '+57 1',
});

/** What was ordered: the keys of messages. */
async function received(): Promise<string[]> {
  const texts: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return texts;
    for (const { Body = '', ReceiptHandle } of Messages) {
      texts.push(keyOf(orderIn({ body: Body } as SQSRecord)));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

async function kept(clave: string) {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: 'avisos', ConsistentRead: true }));
  return Items.filter(({ grupo }) => grupo?.S === clave).map(({ view }) => JSON.parse(view?.S ?? '{}'));
}

/** What the channel writes of the first message of a stream. */
async function told(clave: string, estado: SentMessage['estado']): Promise<void> {
  const record: SentMessage = {
    ...{ clave, clienteId: 'c', hito: 'H', version: 1, canal: 'sms', asunto: 'Orden', texto: 'Hola, Ana' },
    ...{ estado, en: new Date().toISOString() },
  };
  await dynamodb.send(new PutItemCommand({ TableName: 'avisos', Item: itemOf(record) }));
}

/** The claim is made a minute older: moving this process's clock would move the grid's too. */
async function aMinutePasses(key: string): Promise<void> {
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: 'avisos',
      Key: { key: { S: key } },
      UpdateExpression: 'ADD hasta :minute',
      ExpressionAttributeValues: { ':minute': { N: '-60001' } },
    }),
  );
}

test('of many instances that have the same message at once, one sends it', async () => {
  const instances = await Promise.all(Array.from({ length: 6 }, instance));
  await Promise.allSettled(instances.map(({ send }) => send(out('once', message('once')))));
  for (const { send } of instances) await send(out('once', message('once')));
  expect(await received()).toStrictEqual(['once|1|sms']);
  expect(await kept('once')).toMatchObject([{ estado: 'enviando', texto: 'once', canal: 'sms' }]);
});

test('what a sender has claimed and not sent is sent by another one, but only after a minute', async () => {
  const [dead, other] = [await instance(), await instance()];
  vi.stubEnv('NOTIFICATIONS_TOPIC', 'arn:aws:sns:us-east-1:000000000000:gone');
  expect(await dead.send(out('claimed', message('claimed')))).toEqual({ claimed: expect.anything() });
  vi.stubEnv('NOTIFICATIONS_TOPIC', 'arn:aws:sns:us-east-1:000000000000:avisos');
  expect(await other.send(out('claimed', message('claimed')))).toEqual({
    claimed: expect.stringContaining('is being sent by another instance'),
  });
  await aMinutePasses('claimed|1|sms');
  expect(await other.send(out('claimed', message('claimed')))).toEqual({});
  expect(await received()).toStrictEqual(['claimed|1|sms']);
});

test('who wrote the row sends; another waits until that is told, or for its time to be over', async () => {
  const [writer, other] = [await instance(), await instance()];
  const hold = { after: 0, until: Date.now() + 60_000 };
  const later = { ...out('held', message('held')), hold };
  expect(await other.send(later)).toEqual({ held: expect.stringContaining('is being sent by another instance') });
  expect(await writer.send({ ...later, mineAfter: 0 })).toEqual({});
  expect(await received()).toEqual(['held|1|sms']);
  await told('held', 'aceptada');
  expect(await other.send(later)).toEqual({});
  expect(await received()).toEqual([]);

  const dead = out('held', { ...message('left behind'), version: 2 });
  expect(await other.send({ ...dead, hold: { after: 1, until: Date.now() - 1 } })).toEqual({});
  expect(await received()).toEqual(['held|2|sms']);
});

test('messages of many streams go out together, and a claim that another holds keeps its own stream only', async () => {
  const [dead, other] = [await instance(), await instance()];
  const streams = Array.from({ length: 12 }, (_, at) => `many-${String(at).padStart(2, '0')}`);
  const all = streams.map((clave) => out(clave, message(clave)));
  vi.stubEnv('NOTIFICATIONS_TOPIC', 'arn:aws:sns:us-east-1:000000000000:gone');
  await dead.send(out('many-03', message('many-03')));
  vi.stubEnv('NOTIFICATIONS_TOPIC', 'arn:aws:sns:us-east-1:000000000000:avisos');
  expect(Object.keys(await other.send(...all))).toEqual(['many-03']);
  expect((await received()).sort()).toEqual(
    streams.filter((clave) => clave !== 'many-03').map((clave) => `${clave}|1|sms`),
  );
  await aMinutePasses('many-03|1|sms');
  expect(await other.send(...all)).toEqual({});
  expect(await received()).toEqual(['many-03|1|sms']);
});

test('the words of what was sent can be taken out; that it was sent stays known', async () => {
  const { send, blankSent } = await instance();
  await told('blank', 'aceptada');
  await blankSent('blank');
  await blankSent('blank');
  expect(await kept('blank')).toMatchObject([{ estado: 'aceptada', hito: 'H', asunto: null, texto: null }]);
  expect(await send(out('blank', message('Hola, Ana')))).toEqual({});
  expect(await received()).toStrictEqual([]);
});

test('what was sent is not sent again by who sent it, whoever composed it, and costs nothing', async () => {
  const { send, calls } = await instance();
  const [own, found] = [{ ...out('own', message('own')), mineAfter: 0 }, out('found', message('found'))];
  for (let times = 0; times < 2; times++) expect(await send(own, found)).toEqual({});
  expect((await received()).sort()).toEqual(['found|1|sms', 'own|1|sms']);
  expect(calls).toEqual(['PutItemCommand']);
});

test('of a row that is held, only what came after the hold began is left to who holds it', async () => {
  const { send } = await instance();
  const hold = { after: 1, until: Date.now() + 60_000 };
  const [before, after] = [message('before the hold'), { ...message('in the hold'), version: 2 }];
  const other = { ...out('partly', before, after), hold, mineAfter: 2 };
  expect(await send(other)).toEqual({ partly: expect.stringContaining('partly|2|sms is being sent by another') });
  expect(await received()).toEqual(['partly|1|sms']);
  expect(await send({ ...out('free', after), hold: undefined })).toEqual({});
  expect(await received()).toEqual(['free|2|sms']);
});

test('who cannot claim a message tells why, and sends nothing', async () => {
  const { send, failing } = await instance();
  failing('PutItemCommand');
  expect(await send(out('unclaimed', message('unclaimed')))).toEqual({ unclaimed: 'Error: PutItemCommand fails' });
  expect(await received()).toEqual([]);
});

test('what the topic does not take fails its streams, and is ordered when it does', async () => {
  const { send } = await instance();
  const own = { ...out('late', message('late')), mineAfter: 0 };
  vi.stubEnv('NOTIFICATIONS_TOPIC', 'arn:aws:sns:us-east-1:000000000000:gone');
  expect(Object.keys(await send(own))).toEqual(['late']);
  vi.stubEnv('NOTIFICATIONS_TOPIC', 'arn:aws:sns:us-east-1:000000000000:avisos');
  expect(await send(own)).toEqual({});
  expect(await received()).toEqual(['late|1|sms']);
});

test('the words of all messages of a stream can be taken out, however many answers of DynamoDB that takes', async () => {
  const { blankSent, calls } = await instance();
  for (const at of [1, 2, 3, 4]) {
    const view = JSON.stringify({ asunto: 'a', texto: 'x'.repeat(390_000) });
    const Item = { key: { S: `wordy|${at}|sms` }, grupo: { S: 'wordy' }, en: { S: `${at}` }, view: { S: view } };
    await dynamodb.send(new PutItemCommand({ TableName: 'avisos', Item }));
  }
  await blankSent('wordy');
  expect((await kept('wordy')).map(({ asunto, texto }) => [asunto, texto])).toEqual(Array(4).fill([null, null]));
  calls.length = 0;
  await blankSent('wordy');
  expect(calls).toEqual(['QueryCommand']);
});
