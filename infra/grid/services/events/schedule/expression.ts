import { validation } from '../names.ts';
import { cron, type Next } from './cron.ts';

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The milliseconds of `rate(5 minutes)`, and whether its unit is written in the number of its value. */
export function rateOf(expression: string): { readonly every: number; readonly agrees: boolean } | undefined {
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression);
  if (!rate) return undefined;
  const [, value, unit, plural] = rate;
  const every = Number(value) * (UNIT_MS[unit as string] as number);
  return { every, agrees: (value === '1') === (plural === '') };
}

/** Compiles `rate(5 minutes)`, counted from `anchor`, or `cron(0 12 * * ? *)`. Throws `ValidationException`. */
export function scheduleOf(expression: string, anchor: number): Next {
  const rate = rateOf(expression);
  if (rate?.agrees) {
    const { every } = rate;
    return (after) => anchor + (Math.floor((after - anchor) / every) + 1) * every;
  }
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1];
  const next = fields === undefined ? undefined : cron(fields);
  if (!next) throw validation('Parameter ScheduleExpression is not valid.');
  return next;
}
