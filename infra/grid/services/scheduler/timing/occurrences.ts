import { cron } from '../../events/schedule/cron.ts';
import { rateOf } from '../../events/schedule/expression.ts';
import type { Schedule, Timing } from '../model.ts';
import { validation } from '../names.ts';
import { type Zone, zoneOf } from './zone.ts';

/** When an expression is due: once, again and again after the first time, or where a calendar says. */
type Expression =
  | { readonly at: number }
  | { readonly every: number }
  | { readonly after: (instant: number) => number | undefined };

/** Within this time of its minute a target is called (EventBridge Scheduler user guide, schedule types). */
const PRECISION_MS = 60_000;

/** Checks an expression and its time zone. @throws ValidationException */
export function checkTiming({ expression, timezone }: Pick<Timing, 'expression' | 'timezone'>): void {
  compile(expression, timezone);
}

/** Whether an expression names one moment, and `now` is past it. */
export function isOver({ expression, timezone }: Pick<Timing, 'expression' | 'timezone'>, now: number): boolean {
  const compiled = compile(expression, timezone);
  return 'at' in compiled && compiled.at + PRECISION_MS <= now;
}

/**
 * When a schedule is due next; `undefined` when it never is again. What recurs and came due before `upFrom`, when nobody was there to do
 * it, is not made up; what is due once is.
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html)
 */
export function nextOf(schedule: Schedule, upFrom: number): number | undefined {
  const { expression, timezone, since, doneUntil, startDate, endDate } = schedule;
  const compiled = compile(expression, timezone);
  if ('at' in compiled) {
    return doneUntil === undefined && compiled.at + PRECISION_MS > since ? compiled.at : undefined;
  }
  const after = Math.max(doneUntil ?? Number.NEGATIVE_INFINITY, (startDate ?? since) - 1, since - 1, upFrom - 1);
  const due = 'every' in compiled ? nth(startDate ?? since, compiled.every, after) : compiled.after(after);
  return due !== undefined && due <= (endDate ?? due) ? due : undefined;
}

function nth(first: number, every: number, after: number): number {
  return after < first ? first : first + (Math.floor((after - first) / every) + 1) * every;
}

function compile(expression: string, timezone: string): Expression {
  const zone = zoneOf(timezone);
  if (!zone) throw validation(`Invalid Schedule Expression Timezone ${timezone}.`);
  const compiled = momentOf(expression, zone) ?? rateOf(expression) ?? calendarOf(expression, zone);
  if (!compiled) throw validation(`Invalid Schedule Expression ${expression}.`);
  return compiled;
}

function momentOf(expression: string, zone: Zone): Expression | undefined {
  const text = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1];
  const wall = Date.parse(`${text}Z`);
  // `Date` takes the 31st of February for the 3rd of March.
  if (Number.isNaN(wall) || new Date(wall).toISOString() !== `${text}.000Z`) return undefined;
  const at = zone.instantOf(wall);
  return at === undefined ? undefined : { at };
}

/**
 * By the clocks of a zone: what falls into an hour that they skip is skipped, and an hour that they show twice counts once.
 */
function calendarOf(expression: string, zone: Zone): Expression | undefined {
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1];
  const next = fields === undefined ? undefined : cron(fields);
  if (!next) return undefined;
  return {
    after(instant) {
      for (let wall = next(zone.wallOf(instant)); wall !== undefined; wall = next(wall)) {
        const due = zone.instantOf(wall);
        if (due !== undefined && due > instant) return due;
      }
      return undefined;
    },
  };
}
