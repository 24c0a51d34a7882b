import { expect, test } from 'vitest';
import { tally } from '#shared/model/projection.ts';
import { changeOf, followerOfTotals } from './totals.ts';

interface State {
  readonly n: number;
  readonly to: readonly string[];
}
const sums = tally('sums', {
  of: 'box',
  initial: { n: 0, to: [] },
  contributes: ({ n, to }: State) => Object.fromEntries(to.map((key) => [key, { n }])),
});

/** The moves of so many streams, each from nothing to what `to` says of it. */
const moves = (count: number, to: (stream: string) => readonly string[]) =>
  Array.from({ length: count }, (_, at) => `box#${at}`).map((stream) => ({
    stream,
    before: { version: 0, state: sums.initial },
    after: { version: 1, state: { n: 1, to: to(stream) } },
  }));
const sizes = (of: ReturnType<typeof moves>) =>
  followerOfTotals(sums)
    .together(of)
    .map((group) => group.length);

test('streams go together as long as one transaction takes their cursors and their totals', () => {
  expect(sizes(moves(100, () => []))).toStrictEqual([100]);
  expect(sizes(moves(101, () => []))).toStrictEqual([100, 1]);
  expect(sizes(moves(200, () => ['all']))).toStrictEqual([99, 99, 2]);
  expect(sizes(moves(120, (stream) => [`of ${stream}`]))).toStrictEqual([50, 50, 20]);
  expect(sizes([])).toStrictEqual([]);
});

test('no stream is left out, and none goes twice', () => {
  const all = moves(250, (stream) => ['all', `of ${stream}`]);
  expect(followerOfTotals(sums).together(all).flat()).toStrictEqual(all);
});

test('a move adds the difference of what its stream contributes', () => {
  const before = { version: 1, state: { n: 2, to: ['a', 'b'] } };
  const after = { version: 2, state: { n: 3, to: ['b', 'c'] } };
  expect(changeOf(sums, { before, after })).toStrictEqual({ a: { n: -2 }, b: { n: 1 }, c: { n: 3 } });
});

test('a stream begins with what nobody has told of it yet', () =>
  expect(followerOfTotals(sums).begin('box#1')).toStrictEqual({ version: 0, state: { n: 0, to: [] } }));
