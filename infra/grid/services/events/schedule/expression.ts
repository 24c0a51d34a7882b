import { validation } from '../names.ts';
import { cron, type Next } from './cron.ts';

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Compiles `rate(5 minutes)`, counted from `anchor`, or `cron(0 12 * * ? *)`. Throws `ValidationException`. */
export function scheduleOf(expression: string, anchor: number): Next {
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate) {
    const [, value, unit, plural] = rate;
    if ((value === '1') === (plural === '')) {
      const every = Number(value) * (UNIT_MS[unit as string] as number);
      return (after) => anchor + (Math.floor((after - anchor) / every) + 1) * every;
    }
  }
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1];
  const next = fields === undefined ? undefined : cron(fields);
  if (!next) throw validation('Parameter ScheduleExpression is not valid.');
  return next;
}
