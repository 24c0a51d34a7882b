import { afterEach, expect, test, vi } from 'vitest';
import { countWithin } from './rate.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('each key has its most, and one that is full counts nothing for the others', () => {
  vi.useFakeTimers({ now: 0 });
  expect(Array.from({ length: 3 }, () => countWithin([['a', 2]]))).toStrictEqual([true, true, false]);
  expect(
    countWithin([
      ['a', 2],
      ['b', 1],
    ]),
  ).toBe(false);
  expect(countWithin([['b', 1]])).toBe(true);
});

test('another hour begins anew', () => {
  vi.useFakeTimers({ now: 7_200_000 });
  expect([countWithin([['c', 1]]), countWithin([['c', 1]])]).toStrictEqual([true, false]);
  vi.setSystemTime(10_799_999);
  expect(countWithin([['c', 1]])).toBe(false);
  vi.setSystemTime(10_800_000);
  expect(countWithin([['c', 1]])).toBe(true);
});
