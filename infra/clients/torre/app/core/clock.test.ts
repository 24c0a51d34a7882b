import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const HERE = Date.parse('2026-11-28T10:00:00.000Z');
const answer = (date?: string) => ({ headers: new Headers(date === undefined ? {} : { Date: date }) });

/** The page's modules as they are when it is opened at that time; those of other tests know what time it was for them. */
async function opened() {
  vi.resetModules();
  return { ...(await import('./clock.ts')), ...(await import('./format.ts')) };
}

beforeEach(() => {
  vi.useFakeTimers({ now: HERE, toFake: ['Date', 'setInterval'] });
});
afterEach(() => vi.useRealTimers());

test('what is told is told by the clock of the server', async () => {
  const { ago, hearTime, moment, serverTime, thisDay } = await opened();
  hearTime(answer('Sun, 29 Nov 2026 11:08:51 GMT'));
  expect(new Date(serverTime()).toISOString()).toBe('2026-11-29T11:08:51.000Z');
  expect(thisDay.value).toBe('2026-11-29');
  expect(moment('2026-11-29T11:00:00.000Z')).toBe('6:00\u00a0a.\u00a0m.');
  expect(ago('2026-11-29T11:08:21.000Z', serverTime())).toBe('hace 30 s');
});

test('an answer without a time, or with about the same, changes nothing', async () => {
  const { behind, hearTime, now, serverTime } = await opened();
  const before = now.value;
  hearTime(answer());
  hearTime(answer('Sat, 28 Nov 2026 09:59:59 GMT'));
  expect([behind.value, serverTime(), now.value]).toStrictEqual([0, HERE, before]);
});
