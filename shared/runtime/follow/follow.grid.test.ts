import { DeleteItemCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { event, type Fact } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { type Projection, projection, type Tally, tally } from '#shared/model/projection.ts';
import { forgotten } from '#shared/testing/forgotten.ts';
import { NOW } from '#shared/testing/given.ts';
import { storm } from '#shared/testing/storm.ts';
import { type Commit, recordedOf, toItem } from '../eventLog/commit.ts';
import { encryptPersonal } from '../personalData/events.ts';
import type { Row } from '../views/row.ts';
import type { Cursor } from './fold.ts';
import type { Failed, Followed, Move } from './follow.ts';

/** A name as facts take it from a command. */
const inClear = (name: string) => personal(z.string()).parse(name);

const Opened = event('Opened', {
  context: 'test',
  subject: 'owner',
  schema: z.object({ account: z.string(), owner: z.string(), name: personal(z.string()) }),
  example: { account: 'a', owner: 'o', name: 'Ana' },
});
const Renamed = event('Renamed', {
  context: 'test',
  subject: 'owner',
  schema: z.object({ owner: z.string(), name: personal(z.string()) }),
  example: { owner: 'o', name: 'Eva' },
});
const Added = event('Added', { context: 'test', schema: z.object({ amount: z.int() }), example: { amount: 1 } });

interface Account {
  readonly account: string;
  readonly owner: string;
  readonly name: string | null;
  readonly sum: number;
}

const accounts = projection<Account>('accounts', {
  of: 'account',
  key: 'account',
  indexes: { byOwner: { by: 'owner' } },
  personal: 'byOwner',
})
  .on(Opened, (_, data) => ({ ...data, sum: 0 }))
  .on(Renamed, (v, { name }) => v && { ...v, name })
  .on(Added, (v, { amount }) => v && { ...v, sum: v.sum + amount });

const sums = tally('sums', {
  of: 'account',
  initial: { open: false, sum: 0 },
  contributes: ({ open, sum }: { readonly open: boolean; readonly sum: number }) =>
    open ? { [`day|${sum % 3}`]: { accounts: 1, sum }, 'day|all': { accounts: 1 } } : {},
})
  .on(Opened, (s) => ({ ...s, open: true }))
  .on(Added, (s, { amount }) => ({ ...s, sum: s.sum + amount }));

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

let views = 0;
beforeEach(async () => {
  views += 1;
  await makeTable(served.services.dynamodb, {
    name: `view-${views}`,
    keys: { key: 'S' },
    indexes: { byOwner: ['owner'] },
  });
  vi.stubEnv('VIEW_TABLE', `view-${views}`);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});

/** Code of a function as another instance of it has it: with a memory of its own. */
async function instance(
  read: { readonly projection?: Projection; readonly tally?: Tally; readonly generation?: string } = {},
) {
  vi.resetModules();
  const [{ follow }, { byGeneration, followerOfRows }, { forget }, { followerOfTotals }] = await Promise.all([
    import('./follow.ts'),
    import('./rows.ts'),
    import('./forget.ts'),
    import('./totals.ts'),
  ]);
  const { projection: rowsOf = accounts, tally: sumsOf = sums, generation = 'uno' } = read;
  const follower = followerOfRows(rowsOf);
  const totals = followerOfTotals(sumsOf);
  const inOwn = <T>(work: () => Promise<T>) => {
    vi.stubEnv('VIEW_GENERATION', generation);
    return work();
  };
  return {
    /** Applies events of one stream to its row. */
    apply: (stream: string, events: readonly Recorded[]) =>
      inOwn(async () => {
        const [followed] = await follow(follower, new Map([[stream, events]]), (_, error) => {
          throw error;
        });
        return followed as Followed<Row>;
      }),
    add: (received: ReadonlyMap<string, readonly Recorded[]>, failed: Failed) =>
      inOwn(() => follow(totals, received, failed)),
    forget: (subject: string) => inOwn(() => forget({ projection: rowsOf, follower, prefix: byGeneration }, subject)),
  };
}

const strictly: Failed = (_, error) => {
  throw error;
};

/** Writes commits to the log; gives their events as the bus brings them. */
async function written(id: string, ...commits: readonly (readonly Fact[])[]): Promise<Recorded[]> {
  const events: Recorded[] = [];
  const types = { Opened, Renamed, Added };
  for (const facts of commits) {
    const stored = facts.map(async ({ type, version, data }) => ({
      id: crypto.randomUUID(),
      type,
      schemaVersion: version,
      context: 'test',
      data: await encryptPersonal(types[type as keyof typeof types], data),
    }));
    const commit: Commit = {
      stream: `account#${id}`,
      version: events.length + 1,
      occurredAt: NOW,
      commandId: crypto.randomUUID(),
      digest: '',
      metadata: { correlationId: 'c', causationId: 'c', actor: 'test' },
      events: await Promise.all(stored),
    };
    await dynamodb.send(new PutItemCommand({ TableName: 'log', Item: toItem(commit) }));
    events.push(...recordedOf(commit));
  }
  return events;
}

const life = (id: string, owner = `owner-${id}`) =>
  written(
    id,
    [Opened({ account: id, owner, name: inClear('Ana') })],
    [Added({ amount: 1 }), Added({ amount: 2 })],
    [Added({ amount: 4 })],
  );

async function rows(): Promise<Record<string, any>[]> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: `view-${views}`, ConsistentRead: true }));
  return Items.toSorted((a, b) => ((a.key?.S ?? '') < (b.key?.S ?? '') ? -1 : 1));
}

const shown = async () => (await rows()).map(({ view }) => JSON.parse(view.S) as Account);

async function empty(): Promise<void> {
  for (const { key } of await rows()) {
    await dynamodb.send(new DeleteItemCommand({ TableName: `view-${views}`, Key: { key } }));
  }
}

const at = (events: readonly Recorded[], ...versions: number[]) =>
  versions.map((version) => events[version - 1] as Recorded);

test('an event in the middle of a commit that does not come is read from the log', async () => {
  const events = await life('gap');
  const { apply } = await instance();
  await apply('account#gap', at(events, 1));
  await apply('account#gap', at(events, 2));
  const { before, after } = await apply('account#gap', at(events, 4));
  expect([after.version, after.state.sum, before.version]).toStrictEqual([4, 7, 2]);
});

test('instances that apply different events at the same time agree', async () => {
  const events = await life('race');
  const instances = [await instance(), await instance(), await instance()];
  const share = [at(events, 2, 4), at(events, 3, 1), at(events, 4, 2, 2)];
  await Promise.all(instances.map(({ apply }, n) => apply('account#race', share[n] ?? [])));
  expect(await shown()).toStrictEqual([{ account: 'race', owner: 'owner-race', name: 'Ana', sum: 7 }]);
});

test('an instance that remembers a row fills an emptied table again', async () => {
  const events = await life('emptied');
  const { apply } = await instance();
  await apply('account#emptied', events);
  const before = await rows();
  await empty();
  for (const each of events) await apply('account#emptied', [each]);
  expect(await rows()).toStrictEqual(before);
});

test('an event that the log does not have is an error, not a hole', async () => {
  const [first] = await life('short');
  const late = { ...(first as Recorded), metadata: { ...(first as Recorded).metadata, version: 9 } };
  const { apply } = await instance();
  await expect(apply('account#short', [late])).rejects.toThrow('ends before version 9');
});

test('what is personal does not come back, whatever an instance remembers', async () => {
  const events = await written(
    'secret',
    [Opened({ account: 'secret', owner: 'owner-secret', name: inClear('Ana') })],
    [Added({ amount: 1 })],
    [Renamed({ owner: 'owner-secret', name: inClear('Eva') })],
  );
  const [old, other] = [await instance(), await instance()];
  await old.apply('account#secret', at(events, 1));
  expect(await shown()).toMatchObject([{ name: 'Ana' }]);
  await forgotten('owner-secret');
  expect(await other.forget('owner-secret')).toStrictEqual(['secret']);
  expect(await shown()).toMatchObject([{ name: null }]);
  await old.apply('account#secret', at(events, 2));
  await old.apply('account#secret', at(events, 3));
  expect(await shown()).toStrictEqual([{ account: 'secret', owner: 'owner-secret', name: null, sum: 1 }]);
});

test('totals are exact under any storm, over instances, and when the table is filled again', async () => {
  const streams = Array.from({ length: 25 }, (_, n) => `s${n}`);
  const events = (await Promise.all(streams.map((id) => life(id)))).flat();
  const expected = [
    { key: 'day|1', accounts: 25, sum: 175 },
    { key: 'day|all', accounts: 25 },
  ];
  const [sample] = fc.sample(storm([...events, ...events]), { seed: 20300115, numRuns: 1 });
  const batches: Recorded[][] = [];
  for (let from = 0; from < (sample ?? []).length; from += 10) batches.push((sample ?? []).slice(from, from + 10));
  const instances = [await instance(), await instance(), await instance()];
  const workers = (queue: Recorded[][]) =>
    Promise.all(
      instances.map(async ({ add }) => {
        for (let batch = queue.shift(); batch; batch = queue.shift()) {
          await add(
            Map.groupBy(batch, ({ metadata }) => metadata.stream),
            strictly,
          );
        }
      }),
    );
  await workers([...batches]);
  expect(await totals()).toStrictEqual(expected);
  await workers([...batches]);
  expect(await totals()).toStrictEqual(expected);
  await empty();
  await workers([...batches]);
  expect(await totals()).toStrictEqual(expected);

  /** Rows of totals, without measures that have come back to nothing. */
  async function totals() {
    return (await rows())
      .filter(({ key }) => !key.S.includes('#'))
      .map(({ key, accounts: n, sum }) => ({
        key: key.S.replace('uno|', ''),
        accounts: Number(n.N),
        ...(sum && { sum: Number(sum.N) }),
      }))
      .filter(({ accounts: n }) => n !== 0);
  }
});

test('a changed fold is another generation: it takes nothing from the old one, and changes nothing of it', async () => {
  const events = await life('changed');
  const measured = (measure: string) =>
    tally('sums', {
      of: 'account',
      initial: { sum: 0 },
      contributes: ({ sum }: { readonly sum: number }) => (sum > 0 ? { 'day|all': { [measure]: sum } } : {}),
    }).on(Added, (s, { amount }) => ({ sum: s.sum + amount }));
  const old = await instance({ tally: measured('old'), generation: 'uno' });
  await old.add(new Map([['account#changed', at(events, 1, 2, 3)]]), strictly);
  const renamed = await instance({ tally: measured('new'), generation: 'dos' });
  await renamed.add(new Map([['account#changed', at(events, 4)]]), strictly);
  const totals = (await rows()).filter(({ group }) => group);
  expect(totals.map(({ key, old: before, new: after }) => [key.S, before?.N, after?.N])).toStrictEqual([
    ['dos|day|all', undefined, '7'],
    ['uno|day|all', '3', undefined],
  ]);
});

test('a stream whose fold throws fails alone, with its reason', async () => {
  const events = await Promise.all(['good', 'bad', 'fine'].map((id) => life(id)));
  const touchy = tally('touchy', { of: 'account', initial: 0, contributes: (n: number) => ({ 'day|all': { n } }) }).on(
    Opened,
    (n, { account }) => {
      if (account === 'bad') throw new Error('not this one');
      return n + 1;
    },
  );
  const failures = new Map<string, unknown>();
  const { add } = await instance({ tally: touchy });
  await add(
    Map.groupBy(events.flat(), ({ metadata }) => metadata.stream),
    (stream, error) => failures.set(stream, error),
  );
  expect([...failures]).toStrictEqual([['account#bad', new Error('not this one')]]);
  expect((await rows()).find(({ group }) => group)?.n?.N).toBe('2');
});

test('a stream that the table cannot hold takes none of those along that are written with it', async () => {
  const events = await Promise.all(['small', 'huge', 'little'].map((id) => life(id)));
  const bulky = tally('bulky', {
    of: 'account',
    initial: { sum: 0, text: '' },
    contributes: ({ sum }: { readonly sum: number; readonly text: string }) => (sum > 0 ? { 'day|all': { sum } } : {}),
  })
    .on(Opened, (s, { account }) => ({ ...s, text: account === 'huge' ? 'x'.repeat(500_000) : '' }))
    .on(Added, (s, { amount }) => ({ ...s, sum: s.sum + amount }));
  const failed: string[] = [];
  const { add } = await instance({ tally: bulky });
  await add(
    Map.groupBy(events.flat(), ({ metadata }) => metadata.stream),
    (stream) => failed.push(stream),
  );
  expect(failed).toStrictEqual(['account#huge']);
  expect((await rows()).find(({ group }) => group)?.sum?.N).toBe('14');
});

test('a cursor that moves on at every attempt is given up, with nothing written', async () => {
  const events = await life('busy');
  const { follow } = await import('./follow.ts');
  const { Lru } = await import('../lru.ts');
  let writes = 0;
  const restless = {
    name: 'restless',
    memory: new Lru<Cursor>(1),
    begin: () => ({ version: 0, state: 0 }),
    read: async () => ({ version: 0, state: 0 }),
    fold: async () => ({ version: 4, state: 1 }),
    together: (moves: readonly Move[]) => moves.map((move) => [move]),
    write: async () => {
      writes++;
      return new Map([['account#busy', undefined]]);
    },
  };
  const failures: unknown[] = [];
  expect(await follow(restless, new Map([['account#busy', events]]), (_, error) => failures.push(error))).toEqual([]);
  expect(failures).toMatchObject([{ code: 'VISTA_OCUPADA', detail: 'restless: account#busy' }]);
  expect(writes).toBe(12);
});

test('forgetting reaches each row by itself; one that the log knows nothing of is removed, and others of its owner are blank', async () => {
  const events = await written('known', [Opened({ account: 'known', owner: 'owner-gone', name: inClear('Ana') })]);
  const { apply, forget } = await instance();
  await apply('account#known', events);
  const [first] = events as [Recorded];
  const invented = { ...first, data: { account: 'made', owner: 'owner-gone', name: 'Eva' } };
  await apply('account#made', [{ ...invented, metadata: { ...first.metadata, stream: 'account#made' } }]);
  await forgotten('owner-gone');
  expect(await forget('owner-gone')).toHaveLength(2);
  expect(await shown()).toStrictEqual([{ account: 'known', owner: 'owner-gone', name: null, sum: 0 }]);
});

test('forgetting takes rows of other generations away, which this fold cannot make anew', async () => {
  const events = await written('both', [Opened({ account: 'both', owner: 'owner-both', name: inClear('Ana') })]);
  const [old, now] = [await instance({ generation: 'uno' }), await instance({ generation: 'dos' })];
  await old.apply('account#both', events);
  await now.apply('account#both', events);
  await dynamodb.send(
    new PutItemCommand({
      TableName: `view-${views}`,
      Item: { key: { S: '#' }, activa: { S: 'uno' }, listas: { SS: ['uno', 'dos'] } },
    }),
  );
  await forgotten('owner-both');
  expect(await now.forget('owner-both')).toStrictEqual(['both']);
  expect((await rows()).map(({ key, view }) => [key.S, view && JSON.parse(view.S).name])).toStrictEqual([
    ['#', undefined],
    ['dos|both', null],
  ]);
});
