import { DeleteItemCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { event, type Fact } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { type Projection, projection, type Tally, tally } from '#shared/model/projection.ts';
import { NOW } from '#shared/testing/given.ts';
import { type Commit, recordedOf, toItem } from '../../eventLog/commit.ts';
import { encryptPersonal } from '../../personalData/events.ts';
import type { Row } from '../../views/row.ts';
import type { Failed, Followed } from '../follow.ts';

/** A name as facts take it from a command. */
export const inClear = (name: string) => personal(z.string()).parse(name);

export const Opened = event('Opened', {
  context: 'test',
  subject: 'owner',
  schema: z.object({ account: z.string(), owner: z.string(), name: personal(z.string()) }),
  example: { account: 'a', owner: 'o', name: 'Ana' },
});
export const Renamed = event('Renamed', {
  context: 'test',
  subject: 'owner',
  schema: z.object({ owner: z.string(), name: personal(z.string()) }),
  example: { owner: 'o', name: 'Eva' },
});
export const Added = event('Added', { context: 'test', schema: z.object({ amount: z.int() }), example: { amount: 1 } });

/** An account as the view shows it. */
export interface Account {
  readonly account: string;
  readonly owner: string;
  readonly name: string | null;
  readonly sum: number;
}

/** A view with a name in each row, which is personal. */
export const accounts = projection<Account>('accounts', {
  of: 'account',
  key: 'account',
  indexes: { byOwner: { by: 'owner' } },
  personal: 'byOwner',
})
  .on(Opened, (_, data) => ({ ...data, sum: 0 }))
  .on(Renamed, (v, { name }) => v && { ...v, name })
  .on(Added, (v, { amount }) => v && { ...v, sum: v.sum + amount });

/** Totals of what is open. */
export const sums = tally('sums', {
  of: 'account',
  initial: { open: false, sum: 0 },
  contributes: ({ open, sum }: { readonly open: boolean; readonly sum: number }) =>
    open ? { [`day|${sum % 3}`]: { accounts: 1, sum }, 'day|all': { accounts: 1 } } : {},
})
  .on(Opened, (s) => ({ ...s, open: true }))
  .on(Added, (s, { amount }) => ({ ...s, sum: s.sum + amount }));

/** Is told of no failure: it throws what is told. */
export const strictly: Failed = (_, error) => {
  throw error;
};

/** The events of these versions. */
export const at = (events: readonly Recorded[], ...versions: number[]) =>
  versions.map((version) => events[version - 1] as Recorded);

/** A log, and for each test of a file a table of a view. */
export function viewForTests() {
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
    const name = `view-${views}`;
    await makeTable(served.services.dynamodb, {
      name,
      keys: { key: 'S' },
      indexes: { byOwner: ['owner'], porCliente: ['clienteId'] },
    });
    vi.stubEnv('VIEW_TABLE', name);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    dynamodb?.destroy();
    await served?.stop();
  });

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

  async function rows(): Promise<Record<string, any>[]> {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: `view-${views}`, ConsistentRead: true }));
    return Items.toSorted((a, b) => ((a.key?.S ?? '') < (b.key?.S ?? '') ? -1 : 1));
  }

  return {
    written,
    /** The table's items, in the order of their keys. */
    rows,
    /** Puts an item into the table. */
    put: (Item: Record<string, any>) => dynamodb.send(new PutItemCommand({ TableName: `view-${views}`, Item })),
    /** What rows show. */
    shown: async () => (await rows()).map(({ view }) => JSON.parse(view.S) as Account),
    /** Writes the life of an account: four events in three commits. */
    life: (id: string, owner = `owner-${id}`) =>
      written(
        id,
        [Opened({ account: id, owner, name: inClear('Ana') })],
        [Added({ amount: 1 }), Added({ amount: 2 })],
        [Added({ amount: 4 })],
      ),
    async empty(): Promise<void> {
      for (const { key } of await rows()) {
        await dynamodb.send(new DeleteItemCommand({ TableName: `view-${views}`, Key: { key } }));
      }
    },
  };
}

/** Code of a function as another instance of it has it: with a memory, and a list of its calls, of its own. */
export async function instance(
  read: { readonly projection?: Projection; readonly tally?: Tally; readonly generation?: string } = {},
) {
  vi.resetModules();
  const [{ follow }, { byGeneration, followerOfRows }, { forget }, { followerOfTotals }, clients] = await Promise.all([
    import('../follow.ts'),
    import('../rows.ts'),
    import('../forget.ts'),
    import('../totals.ts'),
    import('../../clients/dynamodb.ts'),
  ]);
  const { projection: rowsOf = accounts, tally: sumsOf = sums, generation = 'uno' } = read;
  const follower = followerOfRows(rowsOf);
  const totals = followerOfTotals(sumsOf);
  const calls: string[] = [];
  let before = async (_command: string, _input: any): Promise<void> => undefined;
  clients.dynamodb().middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName).replace(/Command$/, '');
      calls.push(command);
      await before(command, args.input);
      return next(args);
    },
    { step: 'initialize' },
  );
  const inOwn = <T>(work: () => Promise<T>) => {
    vi.stubEnv('VIEW_GENERATION', generation);
    return work();
  };
  return {
    calls,
    memory: follower.memory,
    /** Does something before each call from then on; what it throws, the call fails with. */
    beforeCalls(work: typeof before) {
      before = work;
    },
    /** Applies events of one stream to its row. */
    apply: (stream: string, events: readonly Recorded[]) =>
      inOwn(async () => {
        const [followed] = await follow(follower, new Map([[stream, events]]), strictly);
        return followed as Followed<Row>;
      }),
    /** Applies events of several streams to their rows; gives what failed, by stream. */
    applyAll: (received: ReadonlyMap<string, readonly Recorded[]>) =>
      inOwn(async () => {
        const failures = new Map<string, unknown>();
        await follow(follower, received, (stream, error) => failures.set(stream, error));
        return failures;
      }),
    add: (received: ReadonlyMap<string, readonly Recorded[]>, failed: Failed) =>
      inOwn(() => follow(totals, received, failed)),
    forget: (subject: string) => inOwn(() => forget({ projection: rowsOf, follower, prefix: byGeneration }, subject)),
  };
}
