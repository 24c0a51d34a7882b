import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { eventsService } from '#infra/grid/services/events/service.ts';
import { sesService } from '#infra/grid/services/ses/service.ts';
import { snsService } from '#infra/grid/services/sns/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { sqsService } from '#infra/grid/services/sqs/service.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import { event } from '#shared/model/event.ts';
import { notification } from '#shared/model/notification.ts';
import { projection } from '#shared/model/projection.ts';
import { goneBack } from '#shared/testing/messages.ts';
import { rowToItem } from '../views/row.ts';
import { type Composed, composing, type Outbox } from './compose.ts';
import { itemOf, type SentMessage } from './draft.ts';
import type { Order } from './order.ts';
import type { Provider } from './provider.ts';

const Opened = event('Opened', { context: 'test', schema: z.object({}), example: {} });
interface Wish {
  readonly id: string;
  readonly when: string;
}

/** What customers want: a word that says when. */
const wants = projection<Wish>('wants', { of: 'wish', key: 'id' }).on(Opened, (v) => v);
const news = notification<object>('news', {
  of: 'account',
  channels: {},
  subject: () => 'ana',
  perHour: { address: 3, subject: 5 },
  wishes: { of: wants, when: (row) => row?.when ?? 'now' },
}).remember(Opened, () => ({}));

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => {
    const events = eventsService(grid);
    const [queues, topics] = [sqsService(grid), snsService(grid)];
    grid.receivers = { sqs: queues.receiver };
    return { dynamodb: dynamodbService(grid), sqs: queues, sns: topics, events, ses: sesService(grid, events) };
  });
  dynamodb = new DynamoDBClient(served.client);
  const DIRECTORIES = JSON.stringify({ wants: { table: 'wants', generation: 'uno' } });
  const told = { VIEW_TABLE: 'news', DIRECTORIES, MOST_TRIES: '10', QUEUE_URL: 'http://127.0.0.1/none' };
  for (const [name, value] of Object.entries({ ...served.environment, ...told })) vi.stubEnv(name, value);
  await makeTable(served.services.dynamodb, { name: 'news', keys: { key: 'S' } });
  await makeTable(served.services.dynamodb, { name: 'wants', keys: { key: 'S' } });
});
beforeEach(() => void vi.resetModules());
afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});

/** The first message of a stream as it is composed. */
const composed = (more: Partial<Composed> = {}): Composed => ({
  ...{ asunto: 'Orden', texto: 'Va en camino.', hito: 'H', version: 1, canal: 'sms', destino: '+573001234567' },
  ...more,
});

/** Messages of a stream are composed. */
async function compose(clave: string, clienteId: string, ...mensajes: readonly Composed[]): Promise<void> {
  const state: Outbox = { clave, clienteId, memoria: {}, mensajes };
  const Item = rowToItem(composing(news), { key: clave, version: 1, state }, '');
  await dynamodb.send(new PutItemCommand({ TableName: 'news', Item }));
}

/** What is kept of a message of a stream. */
async function keep(clave: string, more: Partial<SentMessage>): Promise<void> {
  const { asunto, texto, hito, version, canal } = composed();
  const shared = { asunto, texto, hito, version, canal, clave, clienteId: 'ana', en: new Date().toISOString() };
  const Item = itemOf({ ...shared, estado: 'porEnviar', ...more });
  await dynamodb.send(new PutItemCommand({ TableName: 'news', Item }));
}

/** How the messages of a stream stand. */
async function kept(clave: string): Promise<SentMessage[]> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: 'news', ConsistentRead: true }));
  return Items.filter(({ grupo }) => grupo?.S === clave).map(({ view }) => JSON.parse(view?.S ?? '{}'));
}

type Said = Partial<Order> & Pick<Order, 'clave'>;

/** Orders, as a channel's queue has them. */
function orders(...some: readonly Said[]): SQSRecord[] {
  return some.map((one, at) => {
    const order = { version: 1, canal: 'sms', desde: new Date().toISOString(), ...one };
    const attributes = { ApproximateReceiveCount: '1', ApproximateFirstReceiveTimestamp: String(Date.now()) };
    const messageId = `${one.clave}/${at}`;
    return { messageId, receiptHandle: messageId, attributes, body: JSON.stringify(order) } as SQSRecord;
  });
}

/** The delivery as a new instance of its function, by a provider of the test's own that notes what it is given. */
async function instance(provider?: Provider) {
  vi.resetModules();
  const { delivery } = await import('./deliver.ts');
  const given: string[] = [];
  const noted: Provider = async (letter) => {
    given.push(`${letter.clave} ${letter.destino} ${letter.texto}`);
    return provider ? provider(letter) : { estado: 'aceptada', recibo: `r-${letter.clave}` };
  };
  const handler = delivery(news, () => noted);
  return { given, deliver: (...some: readonly Said[]) => goneBack(handler, orders(...some)) };
}

test('a message is sent once, by whoever has its order, and stands as its provider said', async () => {
  await compose('once', 'ana-1', composed());
  const [one, other] = [await instance(), await instance()];
  expect(await one.deliver({ clave: 'once' }, { clave: 'once' })).toEqual([]);
  expect(await other.deliver({ clave: 'once' })).toEqual([]);
  expect([...one.given, ...other.given]).toEqual(['once +573001234567 Va en camino.']);
  expect(await kept('once')).toMatchObject([{ estado: 'aceptada', recibo: 'r-once', clienteId: 'ana-1', hito: 'H' }]);
});

test('what a provider refuses is rejected, with its word, and not sent again', async () => {
  await compose('refused', 'ana-2', composed());
  const { deliver, given } = await instance(async () => ({ estado: 'rechazada', motivo: 'InvalidParameter' }));
  await deliver({ clave: 'refused' });
  await deliver({ clave: 'refused' });
  expect(given).toHaveLength(1);
  expect(await kept('refused')).toMatchObject([{ estado: 'rechazada', motivo: 'InvalidParameter' }]);
});

test('what nobody takes goes back, says so, and takes no other along; then it is sent', async () => {
  await compose('away', 'ana-3', composed());
  await compose('there', 'ana-3', composed({ destino: '+573007654321' }));
  let away = true;
  const { deliver } = await instance(async ({ clave }) => {
    if (clave === 'away' && away) throw new Error('away');
    return { estado: 'aceptada', recibo: 'r' };
  });
  expect(await deliver({ clave: 'away' }, { clave: 'there' })).toEqual(['away/0']);
  expect(await kept('away')).toMatchObject([{ estado: 'porEnviar', texto: 'Va en camino.' }]);
  expect(await kept('there')).toMatchObject([{ estado: 'aceptada' }]);
  away = false;
  expect(await deliver({ clave: 'away' })).toEqual([]);
  expect(await kept('away')).toMatchObject([{ estado: 'aceptada' }]);
});

test('of somebody who was forgotten nothing is sent, and no word is kept', async () => {
  await keep('gone', { estado: 'porEnviar' });
  const { deliver, given } = await instance();
  expect(await deliver({ clave: 'gone' }, { clave: 'never' })).toEqual([]);
  expect(given).toEqual([]);
  expect(await kept('gone')).toMatchObject([{ estado: 'omitida', asunto: null, texto: null }]);
  expect(await kept('never')).toEqual([]);
});

test.each([
  ['what its customer does not want is left out', 'never', 'omitida'],
  ['what is to wait is put off until then', '2099-01-01T00:00:00.000Z', 'aplazada'],
])('at the moment of sending, %s', async (_, when, estado) => {
  const clave = `wish-${estado}`;
  await compose(clave, clave, composed());
  const Item = rowToItem(wants, { key: clave, version: 1, state: { id: clave, when } }, 'uno|');
  await dynamodb.send(new PutItemCommand({ TableName: 'wants', Item }));
  const { deliver, given } = await instance();
  expect(await deliver({ clave })).toEqual([]);
  expect(given).toEqual([]);
  expect(await kept(clave)).toMatchObject([{ estado, ...(estado === 'aplazada' && { en: when }) }]);
});

test('what was put off is not sent by an order of before, and is by that of its hour', async () => {
  await compose('put-off', 'ana-4', composed());
  await keep('put-off', { estado: 'aplazada', en: new Date(Date.now() + 3_600_000).toISOString() });
  const { deliver, given } = await instance();
  await deliver({ clave: 'put-off' });
  expect(given).toEqual([]);
  await keep('put-off', { estado: 'aplazada', en: new Date(Date.now() - 1).toISOString() });
  await deliver({ clave: 'put-off' });
  expect(given).toHaveLength(1);
});

test('what comes a day late is left out', async () => {
  await compose('stale', 'ana-5', composed());
  const { deliver, given } = await instance();
  await deliver({ clave: 'stale', desde: new Date(Date.now() - 25 * 3_600_000).toISOString() });
  expect(given).toEqual([]);
  expect(await kept('stale')).toMatchObject([{ estado: 'omitida' }]);
});

test('more than its rate to one address, or about one customer, is left out', async () => {
  const { deliver, given } = await instance();
  const many = (destino: (at: number) => string) =>
    Array.from({ length: 6 }, (_, at) => composed({ version: at + 1, destino: destino(at) }));
  await compose('address', 'ana-6', ...many(() => '+573000000001'));
  await compose('subject', 'ana-7', ...many((at) => `+57300000010${at}`));
  for (const clave of ['address', 'subject'])
    for (let version = 1; version <= 6; version++) await deliver({ clave, version });
  expect(given.filter((one) => one.startsWith('address'))).toHaveLength(3);
  expect(given.filter((one) => one.startsWith('subject'))).toHaveLength(5);
  expect((await kept('address')).filter(({ estado }) => estado === 'omitida')).toHaveLength(3);
});

test('without a provider nothing goes out, and the message says so', async () => {
  await compose('nobody', 'ana-8', composed());
  const { delivery } = await import('./deliver.ts');
  const { smsProvider } = await import('./sms.ts');
  vi.stubEnv('SMS_SENDER', '');
  await goneBack(delivery(news, smsProvider), orders({ clave: 'nobody' }));
  expect(await kept('nobody')).toMatchObject([{ estado: 'sinProveedor' }]);
});

test('what is no order is dead, and says no word of what it was', async () => {
  const { orderIn } = await import('./order.ts');
  for (const body of ['{', 'null', '[]', '{"clave":"a","canal":"sms","version":1}'])
    expect(() => orderIn({ body } as SQSRecord), body).toThrow('does not say what is to be sent');
});

test('text messages and mail go out by SNS and SES', async () => {
  vi.stubEnv('SMS_SENDER', 'Alpes');
  vi.stubEnv('MAIL_SENDER', 'avisos@alpes.example');
  const set = { stack: 's', logicalId: 'l', defaultName: 'set', type: 't', properties: {} };
  await (served.services as any).ses.resources['AWS::SES::ConfigurationSet'].ensure(set);
  vi.stubEnv('MAIL_CONFIGURATION', 'set');
  const { delivery } = await import('./deliver.ts');
  const { smsProvider } = await import('./sms.ts');
  const { mailProvider } = await import('./mail.ts');
  const correo = composed({ canal: 'correo', destino: 'ana@example.com' });
  await compose('both', 'ana-9', composed(), correo);
  await compose('wrong', 'ana-9', composed({ destino: 'nobody' }), { ...correo, destino: 'nobody' });
  await goneBack(delivery(news, smsProvider), orders({ clave: 'both' }, { clave: 'wrong' }));
  const mail = { canal: 'correo' };
  await goneBack(delivery(news, mailProvider), orders({ clave: 'both', ...mail }, { clave: 'wrong', ...mail }));
  expect(served.grid.outbox.read()).toMatchObject([
    { protocol: 'email', to: 'ana@example.com', from: 'avisos@alpes.example', subject: 'Orden', body: 'Va en camino.' },
    { protocol: 'sms', to: '+573001234567', body: 'Va en camino.' },
  ]);
  expect((await kept('both')).map(({ canal, estado }) => `${canal} ${estado}`).sort()).toEqual([
    'correo aceptada',
    'sms aceptada',
  ]);
  expect((await kept('wrong')).map(({ canal, estado, motivo }) => `${canal} ${estado} ${motivo}`).sort()).toEqual([
    'correo rechazada BadRequestException',
    'sms rechazada InvalidParameterException',
  ]);
});

test('what became of mail is noted: late, twice and in any order; a refusal stands', async () => {
  const { noting } = await import('./mailNews.ts');
  const handler = noting('correo');
  const says = (tipo: string, clave = 'mail') => {
    const attributes = { ApproximateReceiveCount: '1', ApproximateFirstReceiveTimestamp: String(Date.now()) };
    const body = JSON.stringify({ tipo, clave, version: '1' });
    return { messageId: tipo, receiptHandle: tipo, attributes, body } as SQSRecord;
  };
  const say = (tipo: string) => goneBack(handler, [says(tipo)]);
  expect(await say('Email Delivered')).toEqual(['Email Delivered']);
  await keep('mail', { canal: 'correo', estado: 'aceptada', recibo: 'r' });
  expect(await say('Email Delivered')).toEqual([]);
  expect(await kept('mail')).toMatchObject([{ estado: 'entregada', recibo: 'r' }]);
  expect(await say('Email Bounced')).toEqual([]);
  expect(await say('Email Delivered')).toEqual([]);
  expect(await kept('mail')).toMatchObject([{ estado: 'rechazada', motivo: 'Bounced' }]);
  await keep('other', { canal: 'correo', estado: 'aceptada' });
  const together = [
    says('Email Bounced', 'other'),
    says('Email Delivered', 'other'),
    says('Email Rejected', 'unknown'),
  ];
  expect(await goneBack(handler, together)).toEqual(['Email Rejected']);
  expect(await kept('other')).toMatchObject([{ estado: 'rechazada', motivo: 'Bounced' }]);
});
