import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { event, type Fact } from '#shared/model/event.ts';
import { type Notification, notification } from '#shared/model/notification.ts';
import { personal } from '#shared/model/personal.ts';
import { NOW } from '#shared/testing/given.ts';
import { type Commit, recordedOf, toItem } from '../eventLog/commit.ts';
import type { Followed } from '../follow/follow.ts';
import { encryptPersonal } from '../personalData/events.ts';
import type { Row } from '../views/row.ts';
import type { Outbox } from './compose.ts';

const Opened = event('Opened', { context: 'test', schema: z.object({ name: z.string() }), example: { name: 'Ana' } });
const Paid = event('Paid', { context: 'test', schema: z.object({ amount: z.int() }), example: { amount: 1 } });

const Signed = event('Signed', {
  context: 'test',
  subject: 'who',
  schema: z.object({ who: z.string(), name: personal(z.string()) }),
  example: { who: 'w', name: 'Ana' },
});

interface Memory {
  readonly name: string;
}

const perHour = { address: 100, subject: 100 };

/** As it was at first: a word at the opening. */
const first = notification<Memory>('news', {
  of: 'account',
  channels: { sms: () => '+57' },
  subject: () => 'owner',
  perHour,
})
  .remember(Opened, (_, { name }) => ({ name }))
  .on(Opened, ({ name }) => ({ asunto: 'Opened', texto: `Hello ${name}` }));

/** As it is after a change: the memory has another shape, and a payment is told as well. */
const changed = notification<{ readonly who: string }>('news', {
  of: 'account',
  channels: { sms: () => '+57' },
  subject: () => 'owner',
  perHour,
})
  .remember(Opened, (_, { name }) => ({ who: name }))
  .on(Opened, ({ who }) => ({ asunto: 'Opened', texto: `Welcome ${who}` }))
  .on(Paid, ({ who }, { amount }) => ({ asunto: 'Paid', texto: `${who} paid ${amount}` }));

/** As it is after another: it adds payments up, and has nothing to say of an opening. */
const adding = notification<{ readonly sum: number }>('news', {
  of: 'account',
  channels: { sms: () => '+57' },
  subject: () => 'owner',
  perHour,
})
  .remember(Paid, (memory, { amount }) => ({ sum: (memory?.sum ?? 0) + amount }))
  .on(Paid, ({ sum }) => ({ asunto: 'Paid', texto: `${sum} in all` }));

/** With a name in it, which is personal. */
const named = notification<{ readonly name: string | null }>('news', {
  of: 'account',
  channels: { sms: () => '+57' },
  subject: () => 'owner',
  perHour,
})
  .remember(Signed, (_, { name }) => ({ name }))
  .on(Paid, ({ name }) => ({ asunto: 'Paid', texto: `Thank you, ${name}` }));

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  dynamodb = new DynamoDBClient(served.client);
  for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
  await makeTable(served.services.dynamodb, { name: 'log', keys: { stream: 'S', version: 'N' } });
  await makeTable(served.services.dynamodb, { name: 'keys', keys: { subject: 'S' } });
  vi.stubEnv('EVENT_LOG_TABLE', 'log');
  vi.stubEnv('KEYS_TABLE', 'keys');
});

let tables = 0;
beforeEach(async () => {
  tables += 1;
  await makeTable(served.services.dynamodb, { name: `news-${tables}`, keys: { key: 'S' } });
  vi.stubEnv('VIEW_TABLE', `news-${tables}`);
  calls = [];
});

afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});

/** What an instance has asked of DynamoDB, by the order in which instances were made. */
let calls: string[][] = [];

/** The function as another instance of it has it, with a fold and its generation. */
async function instance(of: Notification, generation: string) {
  vi.resetModules();
  const [{ follow }, { followingMessages }, clients] = await Promise.all([
    import('../follow/follow.ts'),
    import('./follower.ts'),
    import('../clients/dynamodb.ts'),
  ]);
  const own: string[] = [];
  calls.push(own);
  clients.dynamodb().middlewareStack.add(
    (next, context) => (args) => {
      own.push(String(context.commandName).replace(/Command$/, ''));
      return next(args);
    },
    { step: 'initialize' },
  );
  vi.stubEnv('VIEW_GENERATION', generation);
  const { follower } = followingMessages(of);
  return async (...events: readonly Recorded[]): Promise<Followed<Row<Outbox>>> => {
    vi.stubEnv('VIEW_GENERATION', generation);
    const stream = events[0]?.metadata.stream ?? '';
    const [followed] = await follow(follower, new Map([[stream, events]]), (_, error) => {
      throw error;
    });
    return followed as Followed<Row<Outbox>>;
  };
}

async function written(id: string, ...facts: readonly Fact[]): Promise<Recorded[]> {
  const commits = facts.map(
    ({ type, data }, at): Commit => ({
      stream: `account#${id}`,
      version: at + 1,
      occurredAt: NOW,
      commandId: crypto.randomUUID(),
      digest: '',
      metadata: { correlationId: 'c', causationId: 'c', actor: 'test' },
      events: [{ id: crypto.randomUUID(), type, schemaVersion: 1, context: 'test', data }],
    }),
  );
  for (const commit of commits) {
    await dynamodb.send(new PutItemCommand({ TableName: 'log', Item: toItem(commit) }));
  }
  return commits.flatMap(recordedOf);
}

const texts = ({ after }: Followed<Row<Outbox>>) => after.state?.mensajes.map(({ texto }) => texto);

test('of many instances one writes what an event brings, and holds it, with what it holds already', async () => {
  const [one, two, three] = (await written(
    'held',
    Opened({ name: 'Ana' }),
    Paid({ amount: 1 }),
    Paid({ amount: 2 }),
  )) as [Recorded, Recorded, Recorded];
  const began = Date.now();
  const apply = async (event: Recorded) => (await instance(changed, 'dos'))(event);
  const all = await Promise.all([apply(one), apply(one), apply(one)]);
  expect(all.map(({ wrote }) => wrote).sort()).toEqual([false, false, true]);
  for (const { after } of all) expect(after.hold).toMatchObject({ after: 0 });
  expect((await apply(two)).after.hold).toMatchObject({ after: 0 });

  await dynamodb.send(
    new UpdateItemCommand({
      TableName: `news-${tables}`,
      Key: { key: { S: 'held' } },
      UpdateExpression: 'SET holdUntil = :over',
      ExpressionAttributeValues: { ':over': { N: String(began - 1) } },
    }),
  );
  const { before, after, wrote } = await apply(three);
  expect([after.hold?.after, before.version, wrote]).toEqual([2, 2, true]);
  expect(after.hold?.until).toBeGreaterThan(began);
});

test('a changed fold composes nothing of the past again, and goes on with a memory of its own', async () => {
  const events = await written('anew', Opened({ name: 'Ana' }), Paid({ amount: 1 }), Paid({ amount: 2 }));
  const old = await instance(first, 'uno');
  expect(texts(await old(...events.slice(0, 2)))).toStrictEqual(['Hello Ana']);

  const now = await instance(changed, 'dos');
  const again = await now(...events.slice(0, 2));
  expect([again.wrote, texts(again)]).toStrictEqual([false, ['Hello Ana']]);
  const next = await now(events[2] as Recorded);
  expect([next.before.version, texts(next)]).toStrictEqual([2, ['Hello Ana', 'Ana paid 2']]);
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: `news-${tables}`, Key: { key: { S: 'anew' } } }),
  );
  expect(Item?.generation?.S).toBe('dos');
});

test('an instance of the old fold and one of the new that race agree on who sends', async () => {
  const events = await written('race', Opened({ name: 'Ana' }), Paid({ amount: 1 }));
  const [old, now] = [await instance(first, 'uno'), await instance(changed, 'dos')];
  await old(events[0] as Recorded);
  const both = [await old(events[1] as Recorded), await now(events[1] as Recorded)];
  expect(both.map(({ wrote }) => wrote)).toStrictEqual([true, false]);
});

test('a new stream costs one write, and one that is remembered too; another instance reads the row, and no log', async () => {
  const [one, two, three] = (await written(
    'cost',
    Opened({ name: 'Ana' }),
    Paid({ amount: 1 }),
    Paid({ amount: 2 }),
  )) as [Recorded, Recorded, Recorded];
  const apply = await instance(changed, 'uno');
  expect((await apply(one)).after.generation).toBe('uno');
  await apply(two);
  const other = await instance(changed, 'uno');
  await other(three);
  expect(calls).toEqual([
    ['BatchExecuteStatement', 'BatchExecuteStatement'],
    ['BatchGetItem', 'BatchExecuteStatement'],
  ]);
});

test('a changed fold goes on where the old one was, also when the log has more by then', async () => {
  const events = await written('ahead', Paid({ amount: 1 }), Paid({ amount: 2 }), Paid({ amount: 4 }));
  await (await instance(adding, 'uno'))(events[0] as Recorded);
  const now = await instance(adding, 'dos');
  expect(texts(await now(events[2] as Recorded))).toStrictEqual(['1 in all', '3 in all', '7 in all']);
});

test('a changed fold may remember a stream of which the old one knew nothing', async () => {
  const events = await written('unknown', Paid({ amount: 1 }), Paid({ amount: 2 }));
  const old = await instance(first, 'uno');
  expect(texts(await old(events[0] as Recorded))).toBeUndefined();
  const now = await instance(adding, 'dos');
  expect(texts(await now(events[1] as Recorded))).toStrictEqual(['3 in all']);
});

test('a changed fold brings nothing personal back into a row that was forgotten', async () => {
  const data: any = await encryptPersonal(Signed, { who: 'ana', name: 'Ana' });
  const events = await written('forgotten', { type: 'Signed', version: 1, data } as Fact, Paid({ amount: 1 }));
  await (await instance(first, 'uno'))(events[0] as Recorded);
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: `news-${tables}`,
      Key: { key: { S: 'forgotten' } },
      UpdateExpression: 'SET forgotten = :yes',
      ExpressionAttributeValues: { ':yes': { BOOL: true } },
    }),
  );
  const { after } = await (await instance(named, 'dos'))(events[1] as Recorded);
  expect([texts({ after } as Followed<Row<Outbox>>), after.forgotten]).toStrictEqual([['Thank you, null'], true]);
});

test('a row that the old fold has written meanwhile is folded anew before the new one goes on', async () => {
  const events = await written('crossed', Opened({ name: 'Ana' }), Paid({ amount: 1 }), Paid({ amount: 2 }));
  const [old, now] = [await instance(first, 'uno'), await instance(changed, 'dos')];
  await now(events[0] as Recorded);
  await old(events[1] as Recorded);
  expect(texts(await now(events[2] as Recorded))).toStrictEqual(['Welcome Ana', 'Ana paid 2']);
});
