import { type AttributeValue, BatchWriteItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Feed, feeds } from '../testing/feed.ts';
import { type Probe, startProbe, WAIT } from '../testing/probe.ts';

/** As often as what fails of itself is tried. */
const ATTEMPTS = 10;

let probe: Probe;

beforeAll(async () => {
  probe = await startProbe();
});
afterAll(() => probe?.stop());

const ids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID());

/** A message as Lambda gives it to a function. */
function record(body: string, receives: number): object {
  const attributes = { ApproximateReceiveCount: String(receives), ApproximateFirstReceiveTimestamp: '0' };
  return { messageId: crypto.randomUUID(), receiptHandle: 'none', body, attributes, messageAttributes: {} };
}

async function invoke(name: string, event: unknown): Promise<any> {
  const { Payload } = await probe.lambda.send(
    new InvokeCommand({ FunctionName: LOCAL.of(name), Payload: JSON.stringify(event) }),
  );
  return JSON.parse(Buffer.from(Payload ?? []).toString('utf8'));
}

/** Takes out what is in a dead-letter queue. */
async function letters(name: string): Promise<Message[]> {
  const QueueUrl = await probe.queueUrl(`${name}-dlq`);
  const { Messages = [] } = await probe.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
  );
  for (const { ReceiptHandle } of Messages) await probe.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages;
}

const attribute = ({ MessageAttributes = {} }: Message, name: string) => MessageAttributes[name]?.StringValue;

/** How many of some ids stand in a function's table. */
async function marksOf({ table }: Feed, wanted: readonly string[]): Promise<number> {
  const found = new Set<string>();
  for await (const { Items } of paginateScan({ client: probe.dynamodb }, { TableName: table, ConsistentRead: true })) {
    const text = JSON.stringify(Items);
    for (const id of wanted) if (text.includes(id)) found.add(id);
  }
  return found.size;
}

test('the manifests name every function that a queue feeds in what is deployed', async () => {
  const fed: string[] = [];
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: probe.lambda }, {})) {
    for (const { EventSourceArn, FunctionArn } of EventSourceMappings)
      if (EventSourceArn?.includes(':sqs:')) fed.push(FunctionArn?.split(':').at(-1) as string);
  }
  expect(fed.sort()).toStrictEqual(
    feeds()
      .map(({ name }) => LOCAL.of(name))
      .sort(),
  );
});

test.each(feeds().map((feed) => [feed.name, feed] as const))(
  '%s does nine good messages beside a poison, which is dead with its reason',
  async (name, feed) => {
    const [alone, beside] = [ids(9), ids(9)];
    const about = (id: string) => record(feed.good(id), 1);
    const [first, good] = [alone.map(about), beside.map(about)];
    if (feed.given) await put(feed.table, [...alone, ...beside].map(feed.given));
    for (const view of feed.after) await invoke(view, { Records: [...first, ...good] });
    expect(await invoke(name, { Records: first })).toStrictEqual({ batchItemFailures: [] });
    const marks = await marksOf(feed, alone);

    const poison = feed.poison(crypto.randomUUID());
    const Records = [...good.slice(0, 4), record(poison, ATTEMPTS), ...good.slice(4), record('unreadable', 1)];
    expect(await invoke(name, { Records })).toStrictEqual({ batchItemFailures: [] });
    expect(await marksOf(feed, beside)).toBe(marks);

    const dead = await letters(name);
    expect(dead.map(({ Body }) => Body).sort()).toStrictEqual([poison, 'unreadable'].sort());
    for (const letter of dead) {
      expect(attribute(letter, 'function')).toBe(LOCAL.of(name));
      expect(attribute(letter, 'attempts')).toBe(letter.Body === poison ? String(ATTEMPTS) : '1');
      expect(attribute(letter, 'reason')).toMatch(/\w{3}/);
    }
    // Some only pass over what they are given here, since they know nothing of what came before.
    if (feed.follows) expect(marks, `${name} left no mark`).toBe(9);
  },
);

/** Puts items into a table, all in one batch. */
async function put(table: string, items: readonly Record<string, AttributeValue>[]): Promise<void> {
  const requests = items.map((Item) => ({ PutRequest: { Item } }));
  await probe.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
}

test('the relay publishes nine good commits beside one that is none', async () => {
  const good = ids(9);
  const feed = feeds().find(({ name }) => name === 'ordenes') as Feed;
  const commits = good.map((id) => {
    const { 'detail-type': type, detail } = JSON.parse(feed.good(id));
    const { stream, occurredAt, correlationId, causationId, actor } = detail.metadata;
    const event = { id: detail.metadata.id, type, schemaVersion: 1, context: 'ordenes', data: detail.data };
    return {
      stream: { S: stream },
      version: { N: '1' },
      occurredAt: { S: occurredAt },
      commandId: { S: correlationId },
      digest: { S: '' },
      metadata: { S: JSON.stringify({ correlationId, causationId, actor }) },
      events: { S: JSON.stringify([event]) },
    };
  });
  const bad = { stream: { S: 'orden#mala' }, version: { N: '1' } };
  await put(LOCAL.eventLog, [...commits.slice(0, 4), bad, ...commits.slice(4)]);
  await vi.waitFor(async () => expect(await marksOf(feed, good)).toBe(9), WAIT);
  const dead = await vi.waitUntil(async () => {
    const found = await letters('relay');
    return found.length > 0 && found;
  }, WAIT);
  expect(dead.map(({ Body }) => JSON.parse(Body ?? ''))).toStrictEqual([{ stream: 'orden#mala', version: 1 }]);
  expect(attribute(dead[0] as Message, 'reason')).toBe('The item of the event log is no commit.');
});

test('plazos tells nine good deadlines beside one that is none', async () => {
  const { clock } = probe.system.grid;
  clock.freeze();
  await invoke('plazos', {});
  const due = new Date(clock.now() - 60_000).toISOString();
  const cubo = { S: `${due.slice(0, 16)}#0` };
  const items = ids(9).map((id) => {
    const data = { saga: 'prueba', clave: id, paso: 'p', entrada: 1, vence: due };
    const metadata = { id, stream: `prueba#${id}`, version: 1, schemaVersion: 1, occurredAt: due, context: 'prueba' };
    return { cubo, plazo: { S: `${due}|${id}` }, evento: { S: JSON.stringify({ data, metadata }) } };
  });
  await put(LOCAL.view('plazos'), [...items, { cubo, plazo: { S: `${due}|malo` } }]);
  expect(await invoke('plazos', {})).toStrictEqual({ vencidos: 9, muertos: 1 });
  const dead = await letters('plazos');
  expect(dead.map(({ Body }) => JSON.parse(Body ?? ''))).toStrictEqual([{ cubo: cubo.S, plazo: `${due}|malo` }]);
  expect(attribute(dead[0] as Message, 'reason')).toBe('The item is no deadline.');
  clock.resume();
});
