import { DynamoDBClient, PutItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { snsService } from '#infra/grid/services/sns/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { sqsService } from '#infra/grid/services/sqs/service.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { Composed } from './compose.ts';
import type { Outgoing } from './draft.ts';

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

/** Twelve an hour to one address and twenty about one customer, in each instance. */
const RATES = { address: 12, subject: 20 };

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
      await send(outgoing, { perHour: RATES }, (clave, error) => {
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

async function received(): Promise<string[]> {
  const texts: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return texts;
    for (const { Body = '', ReceiptHandle } of Messages) {
      texts.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

async function kept(clave: string) {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: 'avisos', ConsistentRead: true }));
  return Items.filter(({ grupo }) => grupo?.S === clave).map(({ view }) => JSON.parse(view?.S ?? '{}'));
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
  expect(await received()).toStrictEqual(['once']);
  expect(await kept('once')).toMatchObject([{ estado: 'enviada', texto: 'once', canal: 'sms' }]);
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
  expect(await received()).toStrictEqual(['claimed']);
});

test('who wrote the row sends; another waits until that is told, or for its time to be over', async () => {
  const [writer, other] = [await instance(), await instance()];
  const hold = { after: 0, until: Date.now() + 60_000 };
  const later = { ...out('held', message('held')), hold };
  expect(await other.send(later)).toEqual({ held: expect.stringContaining('is being sent by another instance') });
  expect(await writer.send({ ...later, mineAfter: 0 })).toEqual({});
  expect(await other.send(later)).toEqual({});
  expect(await received()).toEqual(['held']);
  expect(await kept('held')).toMatchObject([{ estado: 'enviada' }]);

  const dead = out('held', { ...message('left behind'), version: 2 });
  expect(await other.send({ ...dead, hold: { after: 1, until: Date.now() - 1 } })).toEqual({});
  expect(await received()).toEqual(['left behind']);
});

test('messages of many streams go out together, and a claim that another holds keeps its own stream only', async () => {
  const [dead, other] = [await instance(), await instance()];
  const streams = Array.from({ length: 12 }, (_, at) => `many-${String(at).padStart(2, '0')}`);
  const all = streams.map((clave) => out(clave, message(clave)));
  vi.stubEnv('NOTIFICATIONS_TOPIC', 'arn:aws:sns:us-east-1:000000000000:gone');
  await dead.send(out('many-03', message('many-03')));
  vi.stubEnv('NOTIFICATIONS_TOPIC', 'arn:aws:sns:us-east-1:000000000000:avisos');
  expect(Object.keys(await other.send(...all))).toEqual(['many-03']);
  expect((await received()).sort()).toEqual(streams.filter((clave) => clave !== 'many-03'));
  await aMinutePasses('many-03|1|sms');
  expect(await other.send(...all)).toEqual({});
  expect(await received()).toEqual(['many-03']);
});

test('the words of what was sent can be taken out; that it was sent stays known', async () => {
  const { send, blankSent } = await instance();
  await send(out('blank', message('Hola, Ana')));
  await blankSent('blank');
  await blankSent('blank');
  expect(await kept('blank')).toMatchObject([{ estado: 'enviada', hito: 'H', asunto: null, texto: null }]);
  await (await instance()).send(out('blank', message('Hola, Ana')));
  expect(await received()).toStrictEqual(['Hola, Ana']);
});

test('more than its rate to one address are left out, shown so, and not tried again', async () => {
  const { send } = await instance();
  const many = Array.from({ length: 14 }, (_, at) => ({ ...message(`r${at}`), version: at + 1, destino: '+57 2' }));
  expect(await send(out('rate', ...many))).toStrictEqual({});
  expect(await received()).toHaveLength(12);
  const states = (await kept('rate')).map(({ estado }) => estado);
  expect(states.filter((estado) => estado === 'omitida')).toHaveLength(2);
  expect(states).toHaveLength(14);
  const another = await instance();
  expect(await another.send(out('rate', ...many))).toStrictEqual({});
  expect(await received()).toStrictEqual([]);
  expect(await send(out('other', { ...message('other'), destino: '+57 3' }))).toStrictEqual({});
  expect(await received()).toStrictEqual(['other']);
});

test('what was sent is not sent again by who sent it, whoever composed it, and costs nothing', async () => {
  const { send, calls } = await instance();
  const [own, found] = [{ ...out('own', message('own')), mineAfter: 0 }, out('found', message('found'))];
  for (let times = 0; times < 2; times++) expect(await send(own, found)).toEqual({});
  expect((await received()).sort()).toEqual(['found', 'own']);
  expect(calls).toEqual(['PutItemCommand', 'BatchWriteItemCommand']);
});

test('of a row that is held, only what came after the hold began is left to who holds it', async () => {
  const { send } = await instance();
  const hold = { after: 1, until: Date.now() + 60_000 };
  const [before, after] = [message('before the hold'), { ...message('in the hold'), version: 2 }];
  const other = { ...out('partly', before, after), hold, mineAfter: 2 };
  expect(await send(other)).toEqual({ partly: expect.stringContaining('partly|2|sms is being sent by another') });
  expect(await received()).toEqual(['before the hold']);
  expect(await send({ ...out('free', after), hold: undefined })).toEqual({});
  expect(await received()).toEqual(['in the hold']);
});

test('a message that SNS refuses fails its own stream, is marked as failed, and not taken for sent', async () => {
  const { send } = await instance();
  const refused = { ...message('refused'), asunto: 'two\nlines' };
  const told = expect.stringContaining('A message was not taken: InvalidParameter');
  expect(await send(out('refused', refused), out('taken', message('taken')))).toEqual({ refused: told });
  expect(await received()).toEqual(['taken']);
  expect(await kept('refused')).toMatchObject([{ estado: 'fallida' }]);
  expect(await kept('taken')).toMatchObject([{ estado: 'enviada' }]);
  expect(await send(out('refused', { ...refused, asunto: 'one line' }))).toEqual({});
  expect(await received()).toEqual(['refused']);
});

test('messages that SNS does not take together are published one by one, and fail one by one', async () => {
  const { send } = await instance();
  const culprit = out('culprit', message('x'.repeat(300_000)));
  const failures = await send(out('one', message('one')), culprit, out('two', message('two')));
  expect(Object.keys(failures)).toEqual(['culprit']);
  expect((await received()).sort()).toEqual(['one', 'two']);
});

test('a subject is cut to what SNS takes', async () => {
  const { send } = await instance();
  expect(await send(out('long', { ...message('long'), asunto: 'a'.repeat(300) }))).toEqual({});
  expect(await received()).toEqual(['long']);
  expect((await kept('long'))[0].asunto).toHaveLength(300);
});

test('who cannot claim a message tells why, and sends nothing', async () => {
  const { send, failing } = await instance();
  failing('PutItemCommand');
  expect(await send(out('unclaimed', message('unclaimed')))).toEqual({ unclaimed: 'Error: PutItemCommand fails' });
  expect(await received()).toEqual([]);
});

test('what is left out and cannot be marked so comes again', async () => {
  const { send, failing } = await instance();
  const many = Array.from({ length: 13 }, (_, at) => ({ ...message(`m${at}`), version: at + 1, destino: '+57 4' }));
  await send({ ...out('most', ...many.slice(0, 12)), mineAfter: 0 });
  expect(await received()).toHaveLength(12);
  failing('BatchWriteItemCommand');
  const over = { ...out('over', ...many.slice(12)), mineAfter: 0 };
  expect(await send(over)).toEqual({ over: 'Error: BatchWriteItemCommand fails' });
});

test('more than its rate about one customer are left out, whatever their addresses', async () => {
  const { send } = await instance();
  const many = Array.from({ length: 22 }, (_, at) => ({ ...message(`c${at}`), version: at + 1, destino: `+57 ${at}` }));
  const about = (clave: string, clienteId: string) => ({
    ...out(clave, ...many),
    outbox: { clave, clienteId, memoria: {}, mensajes: [] },
  });
  await send(about('often', 'ana'), about('seldom', 'luis'));
  expect(await received()).toHaveLength(40);
  for (const clave of ['often', 'seldom'])
    expect((await kept(clave)).filter(({ estado }) => estado === 'omitida')).toHaveLength(2);
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
