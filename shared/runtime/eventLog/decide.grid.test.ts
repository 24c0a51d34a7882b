import { PutItemCommand, TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { aggregate } from '#shared/model/aggregate.ts';
import { command, to, unitOfWork } from '#shared/model/command.ts';
import { event } from '#shared/model/event.ts';
import { projection, tally } from '#shared/model/projection.ts';
import { reject } from '#shared/model/rejection.ts';
import { asked, instance, logForTests } from './testing/log.ts';

const Taken = event('Taken', { context: 'test', schema: z.object({ amount: z.int() }), example: { amount: 1 } });
const Booked = event('Booked', { context: 'test', schema: z.object({ book: z.string() }), example: { book: 'b' } });

const shelf = aggregate<{ readonly left: number }>('shelf', { left: 3 }, { every: 5, revision: 1 }).on(
  Taken,
  ({ left }, { amount }) => ({ left: left - amount }),
);
const booking = aggregate<{ readonly done: boolean }>('booking', { done: false }).on(Booked, () => ({ done: true }));

const take = command({
  of: shelf,
  accepts: z.object({ shelf: z.string(), amount: z.int() }),
  example: { shelf: 's', amount: 1 },
  rejects: ['EMPTY'],
  id: ({ shelf: id }) => id,
  decide: ({ amount }, { left }) => (left < amount ? reject('EMPTY') : amount === 0 ? [] : [Taken({ amount })]),
});

const put = command({
  of: shelf,
  accepts: z.object({ shelf: z.string(), amount: z.int() }),
  example: { shelf: 's', amount: 1 },
  id: ({ shelf: id }) => id,
  decide: ({ amount }) => [Taken({ amount: -amount })],
});

/** Takes something twice, and tells how much at a time. */
const takeTwice = command({
  ...take,
  tells: {
    schema: z.object({ amounts: z.array(z.int()) }),
    of: (facts) => ({ amounts: facts.map(({ data }) => data.amount) }),
  },
  decide: ({ amount }) => (amount === 0 ? [] : [Taken({ amount }), Taken({ amount: amount + 1 })]),
});

/** Takes one from the first shelf that has any; where none has, books all the same, and takes nothing. */
const book = unitOfWork({
  over: { shelf, booking },
  accepts: z.object({ shelves: z.array(z.string()), book: z.string() }),
  example: { shelves: ['s'], book: 'b' },
  rejects: ['NO_SHELF'],
  creates: true,
  main: ({ book: id }) => ({ of: booking, id }),
  streams: (c) => ({ shelf: c.shelves }),
  decide: (c, states) => {
    if (states.booking[c.book]?.done) return [];
    if (c.shelves.length === 0) return reject('NO_SHELF');
    const first = c.shelves.find((id) => (states.shelf[id]?.left ?? 0) > 0);
    const booked = to(booking, c.book, Booked({ book: c.book }));
    return first ? [booked, to(shelf, first, Taken({ amount: 1 }))] : [booked];
  },
});

/** Books unless the shelf is empty, or full. */
const top = unitOfWork({
  over: { shelf, booking },
  accepts: z.object({ shelf: z.string(), book: z.string() }),
  example: { shelf: 's', book: 'b' },
  rejects: ['EMPTY'],
  main: ({ book: id }) => ({ of: booking, id }),
  streams: (c) => ({ shelf: [c.shelf] }),
  decide: (c, states) => {
    const { left = 0 } = states.shelf[c.shelf] ?? {};
    if (left < 1) return reject('EMPTY');
    return left === 3 ? [] : [to(booking, c.book, Booked({ book: c.book }))];
  },
});

/** Books what nobody has booked, and breaks over what somebody has. */
const bookNew = unitOfWork({
  ...book,
  decide: (c, states) => {
    if (states.booking[c.book]?.done) return [];
    if ((states.shelf[c.shelves[0] ?? '']?.left ?? 0) < 3) throw new Error('Nobody expected that.');
    return [to(booking, c.book, Booked({ book: c.book }))];
  },
});

/** A shelf as somebody reads it who does not write it. */
const glimpse = aggregate<{ readonly taken: number }>('shelf', { taken: 0 }).on(Taken, ({ taken }, { amount }) => ({
  taken: taken + amount,
}));

/** Books the shelf of the second name, of which the first one tells, where the directory knows the first. */
const bookNext = unitOfWork({
  over: { booking },
  consults: { glimpse },
  accepts: z.object({ first: z.string(), book: z.string() }),
  example: { first: 's', book: 'b' },
  creates: true,
  main: ({ book: id }) => ({ of: booking, id }),
  directories: {
    shelves: { of: projection<{ id: string }>('shelves', { of: 'shelf', key: 'id' }), where: () => ({}) },
    sums: { of: tally('sums', { of: 'shelf', initial: 0, contributes: () => ({}) }), where: () => ({ value: 'all' }) },
  },
  streams: ({ first }, { done }, { directories }) => ({
    glimpse: done ? [] : directories.shelves.filter(({ id }) => id === first).map(({ id }) => id),
  }),
  more: ({ first }, { glimpse: seen }) => ({ glimpse: seen[first] ? [`${first}${seen[first].taken}`] : [] }),
  decide: ({ book: id }, { glimpse: seen }, { directories }) => [
    to(booking, id, Booked({ book: JSON.stringify([Object.entries(seen), directories.sums]) })),
  ],
});

/** Books a shelf of which it supposes that two were taken from it at once; of one called `?` it supposes nothing. */
const bookSupposed = unitOfWork({
  over: { booking },
  consults: { glimpse },
  accepts: z.object({ shelf: z.string(), book: z.string() }),
  example: { shelf: 's', book: 'b' },
  rejects: ['EMPTY'],
  begins: ({ book: id }) => id !== 'known',
  main: ({ book: id }) => ({ of: booking, id }),
  streams: () => ({}),
  supposes: ({ shelf: id }) => ({ glimpse: { [id]: id === '?' ? undefined : { version: 1, state: { taken: 2 } } } }),
  decide: ({ shelf: id, book: main }, { glimpse: seen }) => {
    if ((seen[id]?.taken ?? 0) > 2) return reject('EMPTY');
    return [to(booking, main, Booked({ book: String(seen[id]?.taken) }))];
  },
});

logForTests();

describe('a command', () => {
  test('costs one write and no read once its stream is remembered', async () => {
    const { decide, calls } = await instance();
    await decide(take, asked({ shelf: 'warm', amount: 1 }));
    calls.length = 0;
    expect(await decide(take, asked({ shelf: 'warm', amount: 1 }))).toMatchObject({ version: 2, changed: true });
    expect(calls).toEqual(['PutItem']);
  });

  test('reads its stream strongly consistent', async () => {
    const { decide, inputs } = await instance();
    await decide(take, asked({ shelf: 'consistent', amount: 1 }));
    expect(inputs[0]).toMatchObject({ ConsistentRead: true });
  });

  test('refuses, or does nothing, only on what the log says', async () => {
    const [old, other] = [await instance(), await instance()];
    await old.decide(take, asked({ shelf: 'stale', amount: 1 }));
    await other.decide(put, asked({ shelf: 'stale', amount: 5 }));
    // By what the first instance remembers there are two left; by the log there are seven.
    expect(await old.decide(take, asked({ shelf: 'stale', amount: 3 }))).toMatchObject({ version: 3 });
    await other.decide(take, asked({ shelf: 'stale', amount: 1 }));
    expect(await old.decide(take, asked({ shelf: 'stale', amount: 0 }))).toMatchObject({ version: 4, changed: false });
  });

  test('that lost against one other commit needs no read to decide again', async () => {
    const [old, other] = [await instance(), await instance()];
    await old.decide(take, asked({ shelf: 'lost', amount: 1 }));
    await other.decide(take, asked({ shelf: 'lost', amount: 1 }));
    old.calls.length = 0;
    expect(await old.decide(take, asked({ shelf: 'lost', amount: 1 }))).toMatchObject({ version: 3 });
    expect(old.calls).toEqual(['PutItem', 'PutItem']);
  });

  test('of many at once on one stream, as many succeed as there is left', async () => {
    const instances = await Promise.all([instance(), instance(), instance(), instance(), instance()]);
    const results = await Promise.all(instances.map(({ decide }) => decide(take, asked({ shelf: 'race', amount: 1 }))));
    expect(results.filter((result) => 'rejected' in result)).toHaveLength(2);
    expect(await instances[0].commitsAfter('shelf#race', 0)).toHaveLength(3);
  });

  test('that a transaction was in the way of is tried again, without a read', async () => {
    const { decide, dynamodb, calls } = await instance();
    await decide(take, asked({ shelf: 'in the way', amount: 1 }));
    let conflicts = 0;
    dynamodb.middlewareStack.add(
      (next) => (args) => {
        if (conflicts++ > 0) return next(args);
        throw new TransactionConflictException({ message: 'Transaction is ongoing for the item', $metadata: {} });
      },
      { step: 'serialize' },
    );
    calls.length = 0;
    expect(await decide(take, asked({ shelf: 'in the way', amount: 1 }))).toMatchObject({ version: 2 });
    expect(calls).toEqual(['PutItem', 'PutItem']);
  });

  test('tells what it did, and the same when it is repeated, whatever has happened since', async () => {
    const [old, other] = [await instance(), await instance()];
    await old.decide(put, asked({ shelf: 'told', amount: 9 }));
    const first = await old.decide(takeTwice, asked({ shelf: 'told', amount: 1 }, 'told once'));
    expect(first).toMatchObject({ version: 3, told: { amounts: [1, 2] } });
    await other.decide(takeTwice, asked({ shelf: 'told', amount: 3 }));
    for (const { decide } of [old, other])
      expect(await decide(takeTwice, asked({ shelf: 'told', amount: 1 }, 'told once'))).toEqual({
        ...first,
        repeated: true,
      });
    const nothing = await old.decide(takeTwice, asked({ shelf: 'told', amount: 0 }));
    expect(nothing).toMatchObject({ version: 5, changed: false, told: { amounts: [] } });
    expect(await old.decide(take, asked({ shelf: 'told', amount: 1 }))).not.toHaveProperty('told');
  });

  test('whose answer was lost on its way knows its own commit', async () => {
    const { decide, dynamodb, commitsAfter } = await instance();
    let lost = 0;
    dynamodb.middlewareStack.add(
      (next, context) => async (args) => {
        const answer = await next(args);
        return context.commandName === 'PutItemCommand' && lost++ === 0 ? next(args) : answer;
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    expect(await decide(put, asked({ shelf: 'twice', amount: 1 }))).toMatchObject({ version: 1, changed: true });
    expect(lost).toBe(1);
    expect(await commitsAfter('shelf#twice', 0)).toHaveLength(1);
  });
});

describe('a unit of work', () => {
  test('that creates its main stream does not read that first, and is answered once', async () => {
    const { decide, calls } = await instance();
    const first = await decide(book, asked({ shelves: ['units'], book: 'b1' }, 'id-b1'));
    expect(first).toMatchObject({ id: 'b1', version: 1, changed: true });
    // The shelf is read, the booking is not.
    expect(calls).toEqual(['Query', 'TransactWriteItems']);
    const other = await instance();
    expect(await other.decide(book, asked({ shelves: ['units'], book: 'b1' }, 'id-b1'))).toEqual({
      ...first,
      repeated: true,
    });
    expect(await other.decide(book, asked({ shelves: ['units'], book: 'b1' }))).toMatchObject({ changed: false });
    expect(await other.commitsAfter('shelf#units', 0)).toHaveLength(1);
  });

  test('happens at one time', async () => {
    const { decide, commitsAfter } = await instance();
    await decide(book, asked({ shelves: ['clock'], book: 'clock' }));
    const commits = [...(await commitsAfter('shelf#clock', 0)), ...(await commitsAfter('booking#clock', 0))];
    expect(commits).toHaveLength(2);
    expect(new Set(commits.map(({ occurredAt }) => occurredAt)).size).toBe(1);
  });

  test('writes all of its streams or none, whoever else writes them', async () => {
    const instances = await Promise.all([instance(), instance(), instance(), instance(), instance()]);
    await Promise.all(instances.map(({ decide }, n) => decide(book, asked({ shelves: ['all'], book: `all-${n}` }))));
    const { commitsAfter } = instances[0];
    expect(await commitsAfter('shelf#all', 0)).toHaveLength(3);
    const booked = await Promise.all(instances.map((_, n) => commitsAfter(`booking#all-${n}`, 0)));
    expect(booked.flat()).toHaveLength(5);
  });

  test('checks what it consulted and does not write, in the same call', async () => {
    const [old, other] = [await instance(), await instance()];
    // The near shelf is empty by what the first instance remembers; meanwhile it was filled.
    await old.decide(take, asked({ shelf: 'near', amount: 3 }));
    await old.decide(book, asked({ shelves: ['near', 'far'], book: 'n1' }));
    await other.decide(put, asked({ shelf: 'near', amount: 1 }));
    old.calls.length = 0;
    await old.decide(book, asked({ shelves: ['near', 'far'], book: 'n2' }));
    expect(old.calls).toEqual(['TransactWriteItems', 'Query', 'TransactWriteItems']);
    expect((await old.commitsAfter('shelf#near', 0)).map(({ events }) => events[0]?.data)).toEqual([
      { amount: 3 },
      { amount: -1 },
      { amount: 1 },
    ]);
    expect(await old.commitsAfter('shelf#far', 0)).toHaveLength(1);
  });

  test('reads a stream on which it has lost before it decides again, until that finds nothing new', async () => {
    const [old, other] = [await instance(), await instance()];
    const again = async (n: number) => {
      old.calls.length = 0;
      await old.decide(book, asked({ shelves: ['rival'], book: `rival ${n}` }));
      return old.calls;
    };
    await again(1);
    await other.decide(put, asked({ shelf: 'rival', amount: 5 }));
    expect(await again(2)).toEqual(['TransactWriteItems', 'Query', 'TransactWriteItems']);
    await other.decide(put, asked({ shelf: 'rival', amount: 5 }));
    expect(await again(3)).toEqual(['Query', 'TransactWriteItems']);
    expect(await again(4)).toEqual(['Query', 'TransactWriteItems']);
    expect(await again(5)).toEqual(['TransactWriteItems']);
  });

  test('that finds nothing anywhere says so only of what is so now', async () => {
    const [old, other] = [await instance(), await instance()];
    await old.decide(take, asked({ shelf: 'none', amount: 3 }));
    await other.decide(put, asked({ shelf: 'none', amount: 1 }));
    await old.decide(book, asked({ shelves: ['none'], book: 'none' }));
    expect(await old.commitsAfter('shelf#none', 0)).toHaveLength(3);
  });

  test.each([
    ['refuses', 3, { rejected: 'EMPTY' }],
    ['does nothing', 0, { changed: false }],
  ])('%s only on streams that are read to their end', async (what, taken, answer) => {
    const [old, other] = [await instance(), await instance()];
    const shelfOf = `firm ${what}`;
    await old.decide(put, asked({ shelf: shelfOf, amount: 0 }));
    await old.decide(put, asked({ shelf: shelfOf, amount: -taken }));
    expect(await old.decide(top, asked({ shelf: shelfOf, book: `${what} 1` }))).toMatchObject(answer);
    await other.decide(put, asked({ shelf: shelfOf, amount: taken - 1 }));
    expect(await old.decide(top, asked({ shelf: shelfOf, book: `${what} 1` }))).toMatchObject({ changed: true });
  });

  test('that throws over what it remembers, or takes not to exist, is asked again over what the log says', async () => {
    const [old, other] = [await instance(), await instance()];
    await old.decide(book, asked({ shelves: ['broken'], book: 'once' }));
    expect(await other.decide(bookNew, asked({ shelves: ['broken'], book: 'once' }))).toMatchObject({ version: 1 });
    await other.decide(put, asked({ shelf: 'broken', amount: 1 }));
    expect(await old.decide(bookNew, asked({ shelves: ['broken'], book: 'twice' }))).toMatchObject({ version: 1 });
    await other.decide(take, asked({ shelf: 'broken', amount: 1 }));
    await expect(other.decide(bookNew, asked({ shelves: ['broken'], book: 'never' }))).rejects.toThrow(
      'Nobody expected',
    );
  });

  test('that consulted more than a transaction holds reads the rest', async () => {
    const { decide, calls, inputs } = await instance();
    const shelves = Array.from({ length: 120 }, (_, n) => `many-${n}`);
    await decide(book, asked({ shelves, book: 'many-1' }));
    calls.length = inputs.length = 0;
    await decide(book, asked({ shelves, book: 'many-2' }));
    // Two are written, 98 checked, and of the 119 that are consulted 21 are read.
    expect(calls.filter((call) => call === 'Query')).toHaveLength(21);
    expect(inputs.at(-1).TransactItems).toHaveLength(100);
  });

  test('looks into its directories side by side, then into streams, and once more into those of which these tell', async () => {
    const [writer, { decide, calls, dynamodb, commitsAfter }] = [await instance(), await instance()];
    await writer.decide(take, asked({ shelf: 'a', amount: 2 }));
    await writer.decide(take, asked({ shelf: 'a2', amount: 1 }));
    const row = { key: { S: 'uno|a' }, view: { S: JSON.stringify({ id: 'a' }) } };
    await dynamodb.send(new PutItemCommand({ TableName: 'view', Item: row }));
    calls.length = 0;
    await decide(bookNext, asked({ first: 'a', book: 'next' }));
    // Which generations there are, and the rows, in any order; the stream that is asked for; the one of which that tells.
    expect(calls.splice(0, 4).sort()).toEqual(['GetItem', 'GetItem', 'Query', 'Scan']);
    expect(calls).toEqual(['Query', 'Query', 'TransactWriteItems']);
    const seen = [
      ['a', { taken: 2 }],
      ['a2', { taken: 1 }],
    ];
    expect((await commitsAfter('booking#next', 0))[0]?.events[0]?.data).toEqual({ book: JSON.stringify([seen, []]) });
  });

  test('does not read what it supposes, and does once that proves wrong', async () => {
    const [writer, { decide, calls, commitsAfter }] = [await instance(), await instance()];
    await writer.decide(take, asked({ shelf: 'supposed', amount: 2 }));
    const booked = async (shelfOf: string, id: string) => {
      calls.length = 0;
      const answer = await decide(bookSupposed, asked({ shelf: shelfOf, book: id }));
      const [commit] = await commitsAfter(`booking#${id}`, 0);
      return [calls.slice(0, -1), 'rejected' in answer ? answer.rejected : commit?.events[0]?.data];
    };
    expect(await booked('supposed', 's1')).toEqual([['TransactWriteItems'], { book: '2' }]);
    await writer.decide(put, asked({ shelf: 'supposed', amount: 1 }));
    expect(await booked('supposed', 's2')).toEqual([
      ['TransactWriteItems', 'Query', 'TransactWriteItems'],
      { book: '1' },
    ]);
    // What was read is remembered, and supposed no more.
    expect(await booked('supposed', 's3')).toEqual([['Query', 'TransactWriteItems'], { book: '1' }]);
    await writer.decide(take, asked({ shelf: 'supposed', amount: 2 }));
    expect(await booked('supposed', 's4')).toEqual([['TransactWriteItems', 'Query', 'Query'], 'EMPTY']);
    expect(await booked('?', 's5')).toEqual([['Query', 'TransactWriteItems'], { book: '0' }]);
  });

  test('reads its main stream first only for an input that probably does not begin it', async () => {
    const { decide, calls } = await instance();
    await decide(bookSupposed, asked({ shelf: 'begun', book: 'new' }));
    await decide(bookSupposed, asked({ shelf: 'begun', book: 'known' }));
    expect(calls).toEqual(['TransactWriteItems', 'Query', 'TransactWriteItems']);
  });

  test('that only another transaction was in the way of is tried again, without a read', async () => {
    const { decide, dynamodb, calls } = await instance();
    await decide(take, asked({ shelf: 'conflict', amount: 1 }));
    let conflicts = 0;
    dynamodb.middlewareStack.add(
      (next, context) => (args) => {
        if (context.commandName !== 'TransactWriteItemsCommand' || conflicts++ > 0) return next(args);
        throw new TransactionCanceledException({
          message: 'Transaction cancelled',
          $metadata: {},
          CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
        });
      },
      { step: 'serialize' },
    );
    calls.length = 0;
    expect(await decide(book, asked({ shelves: ['conflict'], book: 'conflict' }))).toMatchObject({ changed: true });
    expect(calls).toEqual(['TransactWriteItems', 'TransactWriteItems']);
  });
});
