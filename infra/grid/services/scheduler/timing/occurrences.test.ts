import { expect, test } from 'vitest';
import type { Schedule } from '../model.ts';
import { isOver, nextOf } from './occurrences.ts';

const at = (text: string) => Date.parse(text);

/** The first times of a schedule, as they come due one after the other. */
function times(of: Partial<Schedule>, count = 4, upFrom = 0): string[] {
  const found: string[] = [];
  let schedule = { timezone: 'UTC', since: at('2026-11-28T12:00:30Z'), ...of } as Schedule;
  for (let due = nextOf(schedule, upFrom); due !== undefined && found.length < count; due = nextOf(schedule, upFrom)) {
    found.push(new Date(due).toISOString().replace('.000Z', 'Z'));
    schedule = { ...schedule, doneUntil: due };
  }
  return found;
}

test('a rate begins at once, or with its start date, and counts from there', () => {
  expect(times({ expression: 'rate(5 minutes)' }, 3)).toStrictEqual([
    '2026-11-28T12:00:30Z',
    '2026-11-28T12:05:30Z',
    '2026-11-28T12:10:30Z',
  ]);
  expect(times({ expression: 'rate(1 days)', startDate: at('2026-12-01T00:00:00Z') }, 2)).toStrictEqual([
    '2026-12-01T00:00:00Z',
    '2026-12-02T00:00:00Z',
  ]);
  const past = { expression: 'rate(1 hour)', startDate: at('2026-11-28T11:58:00Z') };
  expect(times(past, 1)).toStrictEqual(['2026-11-28T12:58:00Z']);
});

test('nothing is due after the end date', () => {
  const ends = { expression: 'rate(5 minutes)', endDate: at('2026-11-28T12:05:30Z') };
  expect(times(ends)).toStrictEqual(['2026-11-28T12:00:30Z', '2026-11-28T12:05:30Z']);
});

test('a calendar is read by the clocks of its zone', () => {
  const bogota = { expression: 'cron(0 8 ? * MON-FRI *)', timezone: 'America/Bogota' };
  expect(times(bogota, 2)).toStrictEqual(['2026-11-30T13:00:00Z', '2026-12-01T13:00:00Z']);
  const start = { ...bogota, startDate: at('2026-12-01T13:00:00Z') };
  expect(times(start, 1)).toStrictEqual(['2026-12-01T13:00:00Z']);
});

test('what falls into the hour that clocks skip is skipped, and the hour that they show twice counts once', () => {
  const daily = { expression: 'cron(30 2 * * ? *)', timezone: 'America/New_York' };
  expect(times({ ...daily, since: at('2027-03-13T00:00:00Z') }, 2)).toStrictEqual([
    '2027-03-13T07:30:00Z',
    '2027-03-15T06:30:00Z',
  ]);
  const night = { expression: 'cron(0/30 1-2 * * ? *)', timezone: 'America/New_York' };
  expect(times({ ...night, since: at('2026-11-01T05:00:00Z') })).toStrictEqual([
    '2026-11-01T05:00:00Z',
    '2026-11-01T05:30:00Z',
    '2026-11-01T07:00:00Z',
    '2026-11-01T07:30:00Z',
  ]);
  expect(times({ ...night, since: at('2026-11-01T06:10:00Z') }, 1)).toStrictEqual(['2026-11-01T07:00:00Z']);
});

test('what is due once is due at its moment in its zone, and not again', () => {
  const once = { expression: 'at(2026-11-28T18:00:00)', timezone: 'America/Bogota' };
  expect(times(once)).toStrictEqual(['2026-11-28T23:00:00Z']);
  expect(isOver(once as Schedule, at('2026-11-28T23:00:59Z'))).toBe(false);
  expect(isOver(once as Schedule, at('2026-11-28T23:01:00Z'))).toBe(true);
});

test('after a night without the grid, what is due once is made up, and what recurs is not', () => {
  const morning = at('2026-11-29T08:00:00Z');
  expect(times({ expression: 'at(2026-11-28T18:00:00)' }, 4, morning)).toStrictEqual(['2026-11-28T18:00:00Z']);
  expect(times({ expression: 'rate(1 hour)' }, 1, morning)).toStrictEqual(['2026-11-29T08:00:30Z']);
  expect(times({ expression: 'cron(0 * * * ? *)' }, 1, morning)).toStrictEqual(['2026-11-29T08:00:00Z']);
});

test('a moment that was over when it was said is never due', () => {
  expect(times({ expression: 'at(2026-11-28T11:00:00)' })).toStrictEqual([]);
});

test.each([
  ['rate(5)', 'UTC', 'Invalid Schedule Expression rate(5).'],
  ['at(2026-02-31T00:00:00)', 'UTC', 'Invalid Schedule Expression at(2026-02-31T00:00:00).'],
  ['at(2026-11-28 18:00:00)', 'UTC', 'Invalid Schedule Expression at(2026-11-28 18:00:00).'],
  ['at(2027-03-14T02:30:00)', 'America/New_York', 'Invalid Schedule Expression at(2027-03-14T02:30:00).'],
  ['cron(0 8 * * *)', 'UTC', 'Invalid Schedule Expression cron(0 8 * * *).'],
  ['rate(5 minutes)', 'America/Macondo', 'Invalid Schedule Expression Timezone America/Macondo.'],
  ['rate(5 minutes)', '+05:00', 'Invalid Schedule Expression Timezone +05:00.'],
])('%s in %s is refused', (expression, timezone, message) => {
  expect(() => times({ expression, timezone })).toThrow(message);
});
