import { expect, test } from 'vitest';
import { type PoolState, wantsAnother } from './policy.ts';

const pool = (given: Partial<PoolState>): PoolState => ({
  instances: 1,
  starting: 0,
  waiting: 1,
  waitedMs: 0,
  limit: 4,
  typicalMs: 5,
  coldMs: 250,
  ...given,
});

test('the first who waits gets an instance', () => {
  expect(wantsAnother(pool({ instances: 0 }))).toBe(true);
});

test('nobody waits, nothing is started', () => {
  expect(wantsAnother(pool({ instances: 0, waiting: 0 }))).toBe(false);
});

test('a short line at a quick function waits', () => {
  expect(wantsAnother(pool({ waiting: 10 }))).toBe(false);
});

test('a line that would take longer than a start gets one more', () => {
  expect(wantsAnother(pool({ waiting: 60 }))).toBe(true);
  expect(wantsAnother(pool({ waiting: 2, typicalMs: 400 }))).toBe(true);
});

test('whoever has waited as long as a start takes gets one, however quick the function usually is', () => {
  expect(wantsAnother(pool({ waitedMs: 300 }))).toBe(true);
});

test('while one is starting, the wait does not start another', () => {
  expect(wantsAnother(pool({ instances: 1, starting: 1, waiting: 5, waitedMs: 300 }))).toBe(false);
});

test('a burst at a function that has never run starts one instance', () => {
  expect(wantsAnother(pool({ instances: 0, starting: 1, waiting: 10, typicalMs: undefined }))).toBe(false);
});

test('an instance under way serves one who waits, and the limit holds', () => {
  expect(wantsAnother(pool({ instances: 0, starting: 1, waiting: 1, typicalMs: 5000 }))).toBe(false);
  expect(wantsAnother(pool({ instances: 4, waiting: 1000, typicalMs: 1000 }))).toBe(false);
});
