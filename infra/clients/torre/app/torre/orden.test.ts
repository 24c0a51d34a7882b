import { expect, test } from 'vitest';
import { moved } from './orden.ts';

test.each([
  [0, 1, 'bac'],
  [2, -1, 'acb'],
  [0, -1, 'abc'],
  [2, 1, 'abc'],
  [7, -1, 'abc'],
] as const)('the one at %i by %i', (index, by, expected) => {
  expect(moved([...'abc'], index, by).join('')).toBe(expected);
});
