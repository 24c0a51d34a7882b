import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scheduleOf } from '../../services/events/schedule/expression.ts';

interface Case {
  readonly schedule: string;
  readonly after: string;
  readonly next: string[] | 'refused';
}

const cases: Case[] = JSON.parse(readFileSync(new URL('schedules.json', import.meta.url), 'utf8')).cases;

test.each(cases)('$schedule after $after: $next', ({ schedule, after, next }) => {
  if (next === 'refused') {
    expect(() => scheduleOf(schedule, 0)).toThrow(expect.objectContaining({ code: 'ValidationException' }));
    return;
  }
  const following = scheduleOf(schedule, 0);
  let at = Date.parse(after);
  for (const expected of next) {
    const due = following(at);
    expect(due && new Date(due).toISOString().replace('.000Z', 'Z')).toBe(expected);
    at = due as number;
  }
  if (next.length === 0) expect(following(at)).toBeUndefined();
});
