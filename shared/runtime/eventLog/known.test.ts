import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { aggregate } from '#shared/model/aggregate.ts';
import { event, older } from '#shared/model/event.ts';
import { type Commit, fromItem, lastVersionOf, recordedOf, revisionOf, toItem } from './commit.ts';
import { apply, earlierRun, fromCommit, nothing } from './known.ts';

const Added = event('Added', {
  context: 'test',
  schema: z.object({ n: z.int() }),
  example: { n: 1 },
  older: [older({ schema: z.object({ m: z.int() }), example: { m: 1 }, up: ({ m }) => ({ n: 100 * m }) })],
});
const sums = aggregate<{ sum: number; at: string }>('sums', { sum: 0, at: '' }, { every: 2, revision: 3 }).on(
  Added,
  ({ sum }, { n }, at) => ({ sum: sum + n, at }),
);
const NOW = '2030-01-31T00:00:00.000Z';

function commit(version: number, parts: Partial<Commit> = {}, ...numbers: number[]): Commit {
  return {
    stream: 'sums#1',
    version,
    occurredAt: NOW,
    commandId: `c${version}`,
    metadata: { correlationId: 'c', causationId: 'c', actor: 'ana' },
    events: numbers.map((n, at) => ({
      id: `e${version + at}`,
      type: 'Added',
      schemaVersion: 2,
      context: 'test',
      data: { n },
    })),
    ...parts,
  };
}
const begun = nothing(sums);

describe('what is known of a stream', () => {
  test('is nothing at first', () => expect(begun).toStrictEqual({ state: { sum: 0, at: '' }, version: 0, recent: [] }));

  test('grows by each event of the next commit', () => {
    const metadata = { ...commit(1).metadata, traceparent: 't' };
    expect(apply(sums, begun, commit(1, { metadata }, 1, 2))).toStrictEqual({
      state: { sum: 3, at: NOW },
      version: 2,
      recent: [],
      traceparent: 't',
    });
  });

  test('does not change by a commit that is known', () => {
    const known = apply(sums, begun, commit(1, {}, 1));
    expect(apply(sums, known, commit(1, {}, 1))).toBe(known);
  });

  test('has no holes', () =>
    expect(() => apply(sums, begun, commit(2, {}, 1))).toThrow('sums#1: commit 2 does not follow version 0.'));

  test('is told in the present form, and nothing by events that are not folded', () => {
    const old = { id: 'e1', type: 'Added', schemaVersion: 1, context: 'test', data: { m: 2 } };
    const events = [old, { ...old, id: 'e2', type: 'Other' }];
    expect(apply(sums, begun, commit(1, { events }))).toMatchObject({ state: { sum: 200 }, version: 2 });
  });
});

describe('commands are remembered', () => {
  const remembered = (id: string, at: string) => ({ commandId: id, digest: 'd', version: 1, at });

  test('where they may come again, with their digest and version', () => {
    const known = apply(sums, begun, commit(1, { digest: 'd' }, 1, 2));
    expect(known.recent).toStrictEqual([{ commandId: 'c1', digest: 'd', version: 2, at: NOW }]);
    expect(earlierRun(known, 'c1')?.version).toBe(2);
    expect(earlierRun(known, 'c2')).toBeUndefined();
    expect(apply(sums, begun, commit(1, { digest: '' }, 1)).recent).toHaveLength(1);
  });

  test('for thirty days of the stream, and not longer', () => {
    const recent = [
      remembered('too old', '2029-12-31T23:59:59.999Z'),
      remembered('old', '2030-01-01T00:00:00.000Z'),
      remembered('new', '2030-01-30T00:00:00.000Z'),
    ];
    const idsAfter = (of: typeof recent) =>
      apply(sums, { ...begun, recent: of }, commit(1, {}, 1)).recent.map(({ commandId }) => commandId);
    expect(idsAfter(recent)).toStrictEqual(['old', 'new']);
    expect(idsAfter(recent.slice(1))).toStrictEqual(['old', 'new']);
    expect(idsAfter(recent.slice(0, 1))).toStrictEqual([]);
  });
});

describe('one commit alone tells', () => {
  const snapshot = { revision: 3, state: { sum: 7, at: '' }, recent: [] };

  test('what its snapshot holds, of the present fold', () => {
    expect(fromCommit(sums, commit(5, { snapshot }, 1, 2))).toStrictEqual({
      state: { sum: 7, at: '' },
      version: 6,
      recent: [],
      traceparent: undefined,
    });
    expect(fromCommit(sums, commit(5, { snapshot: { ...snapshot, revision: 2 } }, 1))).toBeUndefined();
    expect(fromCommit(sums, commit(5, {}, 1))).toBeUndefined();
    expect(
      fromCommit({ ...sums, snapshots: undefined }, commit(5, { snapshot: { ...snapshot, revision: 0 } }, 1)),
    ).toBe(undefined);
  });

  test('everything, where facts tell all', () =>
    expect(fromCommit({ ...sums, tellsAll: true }, commit(5, {}, 1, 2))).toMatchObject({
      state: { sum: 3 },
      version: 6,
    }));

  test('by the revision of its fold', () =>
    expect([revisionOf(sums), revisionOf({ ...sums, snapshots: undefined })]).toStrictEqual([3, 0]));
});

describe('a commit', () => {
  test.each([
    commit(1, {}, 1),
    commit(1, { digest: '' }, 1),
    commit(1, { digest: 'd', snapshot: { revision: 1, state: {}, recent: [] } }, 1, 2),
  ])('is read as it was written: %#', (written) => expect(fromItem(toItem(written) as never)).toStrictEqual(written));

  test('has in the table no member that it does not have', () =>
    expect(Object.keys(toItem(commit(1, {}, 1)))).toStrictEqual([
      'stream',
      'version',
      'occurredAt',
      'commandId',
      'metadata',
      'events',
    ]));

  test('gives its events with what they share', () => {
    const metadata = { correlationId: 'a', causationId: 'b', actor: 'ana', traceparent: 't' };
    const of = commit(4, { metadata }, 1, 2);
    expect(lastVersionOf(of)).toBe(5);
    expect(recordedOf(of).map(({ metadata: { version, id } }) => [version, id])).toStrictEqual([
      [4, 'e4'],
      [5, 'e5'],
    ]);
    expect(recordedOf(of)[1]).toStrictEqual({
      type: 'Added',
      data: { n: 2 },
      metadata: {
        id: 'e5',
        stream: 'sums#1',
        version: 5,
        schemaVersion: 2,
        context: 'test',
        occurredAt: NOW,
        commandId: 'c4',
        ...metadata,
        before: { from: 4, types: ['Added'] },
      },
    });
  });
});
