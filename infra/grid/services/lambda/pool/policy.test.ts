import { expect, test } from 'vitest';
import { type PoolState, wantsAnother } from './policy.ts';

const pool = (given: Partial<PoolState>): PoolState => ({
  instances: 1,
  starting: 0,
  head: { urgency: 'direct', waitedMs: 0 },
  limit: 4,
  coldMs: 250,
  ...given,
});

test('the first who waits gets an instance', () => {
  expect(wantsAnother(pool({ instances: 0 }))).toBe(true);
});

test('nobody waits, nothing is started', () => {
  expect(wantsAnother(pool({ instances: 0, head: undefined }))).toBe(false);
});

test('whoever waits for an answer gets another instance when a start would have been over by now', () => {
  expect(wantsAnother(pool({ head: { urgency: 'direct', waitedMs: 200 } }))).toBe(false);
  expect(wantsAnother(pool({ head: { urgency: 'direct', waitedMs: 300 } }))).toBe(true);
});

test('a batch that nobody looks at waits ten times as long', () => {
  expect(wantsAnother(pool({ head: { urgency: 'mapped', waitedMs: 2_400 } }))).toBe(false);
  expect(wantsAnother(pool({ head: { urgency: 'mapped', waitedMs: 2_600 } }))).toBe(true);
});

test('while one is starting, no wait starts another', () => {
  expect(wantsAnother(pool({ instances: 0, starting: 1, head: { urgency: 'direct', waitedMs: 9_000 } }))).toBe(false);
});

test('where starting takes long, as on a busy machine, waiting does too', () => {
  expect(wantsAnother(pool({ coldMs: 2_000, head: { urgency: 'direct', waitedMs: 1_500 } }))).toBe(false);
});

test('the limit holds', () => {
  expect(wantsAnother(pool({ instances: 4, head: { urgency: 'direct', waitedMs: 60_000 } }))).toBe(false);
});
