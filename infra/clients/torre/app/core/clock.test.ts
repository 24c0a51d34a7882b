import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { behind, hearTime, now, serverTime } from './clock.ts';
import { ago, moment, thisDay } from './format.ts';

/** The clock of the machine, from before the module under test first looks at it. */
const HERE = vi.hoisted(() => {
  const at = Date.parse('2026-11-28T10:00:00.000Z');
  vi.useFakeTimers({ now: at, toFake: ['Date'] });
  return at;
});
const answer = (date?: string) => ({ headers: new Headers(date === undefined ? {} : { Date: date }) });

beforeEach(() => {
  vi.useFakeTimers({ now: HERE, toFake: ['Date'] });
  behind.value = 0;
});
afterEach(() => vi.useRealTimers());

test('what is told is told by the clock of the server', () => {
  hearTime(answer('Sun, 29 Nov 2026 11:08:51 GMT'));
  expect(new Date(serverTime()).toISOString()).toBe('2026-11-29T11:08:51.000Z');
  expect(thisDay.value).toBe('2026-11-29');
  expect(moment('2026-11-29T11:00:00.000Z')).toBe('6:00\u00a0a.\u00a0m.');
  expect(ago('2026-11-29T11:08:21.000Z', serverTime())).toBe('hace 30 s');
});

test('an answer without a time, or with about the same, changes nothing', () => {
  const before = now.value;
  hearTime(answer());
  hearTime(answer('Sat, 28 Nov 2026 09:59:59 GMT'));
  expect([behind.value, serverTime(), now.value]).toStrictEqual([0, HERE, before]);
});
