import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { event, type Fact } from '#shared/model/event.ts';
import { notification } from '#shared/model/notification.ts';
import { NOW } from '#shared/testing/given.ts';
import { type Commit, recordedOf, toItem } from '../eventLog/commit.ts';
import type { Followed } from '../follow/follow.ts';
import type { Row } from '../views/row.ts';
import type { Outbox } from './compose.ts';

const Opened = event('Opened', { context: 'test', schema: z.object({ name: z.string() }), example: { name: 'Ana' } });
const Paid = event('Paid', { context: 'test', schema: z.object({ amount: z.int() }), example: { amount: 1 } });

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

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  dynamodb = new DynamoDBClient(served.client);
  for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
  await makeTable(served.services.dynamodb, { name: 'log', keys: { stream: 'S', version: 'N' } });
  vi.stubEnv('EVENT_LOG_TABLE', 'log');
});

let tables = 0;
beforeEach(async () => {
  tables += 1;
  await makeTable(served.services.dynamodb, { name: `news-${tables}`, keys: { key: 'S' } });
  vi.stubEnv('VIEW_TABLE', `news-${tables}`);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});

/** The function as another instance of it has it, with a fold and its generation. */
async function instance(of: typeof first | typeof changed, generation: string) {
  vi.resetModules();
  const [{ follow }, { followingMessages }] = await Promise.all([
    import('../follow/follow.ts'),
    import('./follower.ts'),
  ]);
  vi.stubEnv('VIEW_GENERATION', generation);
  const { follower } = followingMessages(of as typeof first);
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
