import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Recorded } from '#shared/model/envelope.ts';
import { projection, tally } from '#shared/model/projection.ts';
import { isSealed } from '#shared/model/sealed.ts';
import { storm } from '#shared/testing/storm.ts';
import { Added, at, instance, Opened, strictly, viewForTests } from './testing/accounts.ts';

const { rows, shown, life, empty } = viewForTests();

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

test('a row costs one write; what is missing costs a query, and one more where the row stands inside a commit', async () => {
  const events = await life('cost');
  const { apply, calls } = await instance();
  /** Without what reads the row or its customer's key. */
  const dear = (all: readonly string[]) => all.filter((call) => !call.endsWith('GetItem'));
  const costs = async (...versions: number[]) => {
    calls.length = 0;
    await apply('account#cost', at(events, ...versions));
    return dear(calls);
  };
  expect(await costs(1)).toEqual(['BatchExecuteStatement']);
  expect(await costs(3)).toEqual(['Query', 'BatchExecuteStatement']);
  await empty();
  const other = await instance();
  await other.apply('account#cost', at(events, 4));
  expect(dear(other.calls)).toEqual(['Query', 'BatchExecuteStatement']);
  await empty();
  expect(await costs(1, 2)).toEqual(['BatchExecuteStatement']);
  expect(await costs(4)).toEqual(['Query', 'Query', 'BatchExecuteStatement']);
});

test('rows of several streams are read in one call and written in one, and one that cannot be is told alone', async () => {
  const bulky = projection<{ readonly account: string }>('bulky', { of: 'account', key: 'account' })
    .on(Opened, (_, { account }) => ({ account }))
    .on(Added, (row) => row && { account: row.account === 'huge' ? 'x'.repeat(500_000) : row.account });
  const names = ['small', 'huge', 'little'];
  const lives = new Map(await Promise.all(names.map(async (id) => [`account#${id}`, await life(id)] as const)));
  const versions = (...these: number[]) =>
    new Map([...lives].map(([stream, events]) => [stream, at(events, ...these)]));
  const one = await instance({ projection: bulky });
  expect((await one.applyAll(versions(1))).size).toBe(0);
  expect(one.calls).toEqual(['BatchExecuteStatement']);
  const other = await instance({ projection: bulky });
  expect([...(await other.applyAll(versions(2)))]).toMatchObject([['account#huge', { name: 'ValidationError' }]]);
  expect(other.calls).toEqual(['BatchGetItem', 'BatchExecuteStatement']);
  expect((await rows()).map(({ key, version }) => [key.S, version.N]).sort()).toEqual([
    ['uno|huge', '1'],
    ['uno|little', '2'],
    ['uno|small', '2'],
  ]);
});

test('a row loses what it has no more, also from the indexes', async () => {
  const leaving = projection<{ readonly account: string; readonly owner?: string }>('leaving', {
    of: 'account',
    key: 'account',
    indexes: { byOwner: { by: 'owner' } },
  })
    .on(Opened, (_, { account, owner }) => ({ account, owner }))
    .on(Added, (row) => row && { account: row.account });
  const { apply } = await instance({ projection: leaving });
  const events = await life('gone');
  await apply('account#gone', at(events, 1));
  expect((await rows())[0]?.owner?.S).toBe('uno|owner-gone');
  await apply('account#gone', at(events, 2));
  expect(Object.keys((await rows())[0] ?? {}).sort()).toEqual(['key', 'version', 'view']);
});

test('what is personal stays encrypted in a view that is not', async () => {
  const plain = projection<{ readonly account: string; readonly name: unknown }>('plain', {
    of: 'account',
    key: 'account',
  }).on(Opened, (_, { account, name }) => ({ account, name }));
  const { apply } = await instance({ projection: plain });
  const { after } = await apply('account#sealed', await life('sealed'));
  expect(isSealed(after.state.name)).toBe(true);
});

test('a row that the table cannot hold is told by what the table said', async () => {
  const bulky = projection<{ readonly account: string }>('bulky', { of: 'account', key: 'account' }).on(Opened, () => ({
    account: 'x'.repeat(500_000),
  }));
  const { apply } = await instance({ projection: bulky });
  await expect(apply('account#bulky', await life('bulky'))).rejects.toMatchObject({ name: 'ValidationError' });
});

describe('a transaction of totals', () => {
  /** Cancels the next transaction, for a reason. */
  async function cancelled(id: string, Code: string) {
    const events = await life(id);
    const { add, beforeCalls } = await instance();
    let left = 1;
    beforeCalls(async (command) => {
      if (command !== 'TransactWriteItems' || left-- === 0) return;
      const { TransactionCanceledException } = await import('@aws-sdk/client-dynamodb');
      throw new TransactionCanceledException({
        message: Code,
        $metadata: {},
        CancellationReasons: [{ Code: 'None' }, { Code }],
      });
    });
    return add(
      Map.groupBy(events, ({ metadata }) => metadata.stream),
      strictly,
    );
  }

  test.each(['ConditionalCheckFailed', 'TransactionConflict'])('that ends in a %s is tried again', async (code) =>
    expect(await cancelled(code, code)).toMatchObject([{ wrote: true }]),
  );

  test('that ends in anything else is told', async () =>
    expect(cancelled('throttled', 'ThrottlingError')).rejects.toThrow('ThrottlingError'));

  test('that the table did not answer is told', async () => {
    const events = await life('unanswered');
    const { add, beforeCalls } = await instance();
    beforeCalls(async (command) => {
      if (command === 'TransactWriteItems') throw new RangeError('no answer');
    });
    const failures: unknown[] = [];
    await add(new Map([['account#unanswered', events]]), (_, error) => failures.push(error));
    expect(failures).toEqual([new RangeError('no answer')]);
  });
});
