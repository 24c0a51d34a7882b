import { expect, test } from 'vitest';
import { recorded } from '#shared/testing/bus.ts';
import { Lru } from '../lru.ts';
import type { Cursor } from './fold.ts';
import { type Follower, follow } from './follow.ts';

/** A follower whose table is a map: its state is the versions that were folded into it. */
function followerOf(table: Map<string, Cursor<number[]>>, change: Partial<Follower> = {}) {
  const calls: string[] = [];
  const follower: Follower = {
    name: 'numbers',
    memory: new Lru(10),
    begin: () => ({ version: 0, state: [] }),
    read: async (stream) => table.get(stream) ?? { version: 0, state: [] },
    fold: async ({ state }, news) => {
      const versions = news.map(({ metadata }) => metadata.version);
      return { version: versions.at(-1) as number, state: [...state, ...versions] };
    },
    together: (moves) => moves.map((move) => [move]),
    write: async (moves) =>
      moves.map(({ stream, before, after }) => {
        if ((table.get(stream)?.version ?? 0) !== before.version) return 'overtaken';
        table.set(stream, after);
        return 'written';
      }),
    ...change,
  };
  const { read, write } = follower;
  const counted: Follower = {
    ...follower,
    read: (stream) => {
      calls.push(`read ${stream}`);
      return read(stream);
    },
    write: (moves) => {
      calls.push(`write ${moves.map(({ stream }) => stream).join()}`);
      return write(moves);
    },
  };
  return { follower: counted, calls };
}

const of = (stream: string, ...versions: number[]) =>
  [stream, versions.map((version) => recorded('Moved', { stream, version }))] as const;

/** What became of each stream, and what failed. */
async function followed(follower: Follower, ...received: readonly ReturnType<typeof of>[]) {
  const failures: Record<string, any> = {};
  const done = await follow(follower, new Map(received), (stream, error) => {
    failures[stream] = error;
  });
  return { done: done.map(({ stream, after, wrote }) => [stream, after.version, wrote]), failures };
}

test('a stream that begins is written without a read, and goes on from what is remembered', async () => {
  const table = new Map();
  const { follower, calls } = followerOf(table);
  expect((await followed(follower, of('a', 2, 1))).done).toEqual([['a', 2, true]]);
  expect((await followed(follower, of('a', 3))).done).toEqual([['a', 3, true]]);
  expect(calls).toEqual(['write a', 'write a']);
  expect(table.get('a').state).toEqual([1, 2, 3]);
});

test('a stream that is not remembered goes on from where the table has it', async () => {
  const table = new Map([['a', { version: 1, state: [1] }]]);
  const { follower, calls } = followerOf(table);
  expect((await followed(follower, of('a', 2))).done).toEqual([['a', 2, true]]);
  expect(calls).toEqual(['read a', 'write a']);
  expect(table.get('a')?.state).toEqual([1, 2]);
});

test('what the table knows already is not folded, and costs the one read that tells', async () => {
  const table = new Map([['a', { version: 2, state: [1, 2] }]]);
  const { follower, calls } = followerOf(table);
  expect((await followed(follower, of('a', 2))).done).toEqual([['a', 2, false]]);
  expect(calls).toEqual(['read a']);
});

test('what is remembered as known already is looked for in the table, which may have been emptied', async () => {
  const table = new Map<string, Cursor<number[]>>();
  const { follower } = followerOf(table);
  await followed(follower, of('a', 1, 2));
  table.set('a', { version: 1, state: [1] });
  expect((await followed(follower, of('a', 2))).done).toEqual([['a', 2, true]]);
  expect(table.get('a')?.state).toEqual([1, 2]);
});

test('who loses to another goes on from what the table has, and remembers nothing of its own', async () => {
  const table = new Map([['a', { version: 1, state: [1] }]]);
  const { follower, calls } = followerOf(table);
  expect((await followed(follower, of('a', 1))).done).toEqual([['a', 1, false]]);
  expect(calls).toEqual(['write a', 'read a']);
  expect((await followed(follower, of('a', 2))).done).toEqual([['a', 2, true]]);
  table.set('a', { version: 3, state: [1, 2, 3] });
  expect((await followed(follower, of('a', 3))).done).toEqual([['a', 3, false]]);
  expect(calls.slice(2)).toEqual(['read a', 'write a', 'write a', 'read a']);
});

test('a stream that was remembered and lost is read the next time', async () => {
  const table = new Map<string, Cursor<number[]>>();
  const { follower, calls } = followerOf(table);
  await followed(follower, of('a', 1));
  table.set('a', { version: 2, state: [1, 2] });
  await followed(follower, of('a', 2));
  await followed(follower, of('a', 3));
  expect(calls).toEqual(['write a', 'write a', 'read a', 'read a', 'write a']);
  expect(table.get('a')?.state).toEqual([1, 2, 3]);
});

test('of streams that are written together, only those that another has moved are looked at anew', async () => {
  const table = new Map([['a', { version: 1, state: [1] }]]);
  const { follower, calls } = followerOf(table, { together: (moves) => (moves.length > 0 ? [moves] : []) });
  const { done } = await followed(follower, of('a', 1), of('b', 1));
  expect(done).toEqual([
    ['b', 1, true],
    ['a', 1, false],
  ]);
  expect(calls).toEqual(['write a,b', 'read a']);
});

test('a write that fails is told as it failed, once, and takes none of those along that go together with it', async () => {
  const table = new Map();
  const written = followerOf(table).follower.write;
  const { follower, calls } = followerOf(table, {
    together: (moves) => [moves],
    write: async (moves) => {
      if (moves.some(({ stream }) => stream === 'bad')) throw new RangeError('too large');
      return written(moves);
    },
  });
  const { done, failures } = await followed(follower, of('a', 1), of('bad', 1));
  expect([done, failures]).toEqual([[['a', 1, true]], { bad: new RangeError('too large') }]);
  expect(calls).toEqual(['write a,bad', 'write a', 'write bad']);
});

test('what was wrong with one of those that are written together is told of it alone', async () => {
  const { follower, calls } = followerOf(new Map(), {
    together: (moves) => [moves],
    write: async (moves) => moves.map(({ stream }) => (stream === 'bad' ? new RangeError('too large') : 'written')),
  });
  const { done, failures } = await followed(follower, of('a', 1), of('bad', 1));
  expect([done, failures]).toEqual([[['a', 1, true]], { bad: new RangeError('too large') }]);
  expect(calls).toEqual(['write a,bad']);
});

test('a cursor that moves on at every attempt is given up, with nothing written', async () => {
  const { follower, calls } = followerOf(new Map(), {
    write: async (moves) => moves.map(() => 'overtaken' as const),
  });
  const { done, failures } = await followed(follower, of('busy', 1));
  expect(done).toEqual([]);
  expect(failures).toMatchObject({ busy: { code: 'VISTA_OCUPADA', detail: 'numbers: busy' } });
  expect(calls.filter((call) => call === 'write busy')).toHaveLength(12);
});
