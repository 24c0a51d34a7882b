import { expect, test } from 'vitest';
import { part } from './held.ts';

const keyOf = (row: string) => row.slice(0, 1);

test('rows under the hand change in place, what is gone leaves, and what is new is not lost', () => {
  expect(part(['c1', 'b2', 'a1'], ['a', 'b', 'd'], keyOf)).toStrictEqual({ shown: ['a1', 'b2'], waiting: ['c1'] });
});
test('rows that nobody holds are shown as they come', () =>
  expect(part(['c1', 'a1'], undefined, keyOf)).toStrictEqual({ shown: ['c1', 'a1'], waiting: [] }));
