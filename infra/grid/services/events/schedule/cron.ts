/** The next minute of a schedule strictly after a moment, or `undefined` when there is none. All in UTC. */
export type Next = (after: number) => number | undefined;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAY_MS = 86_400_000;
const LAST_YEAR = 2199;

/** Whether a date is one of the field's. */
type DayTest = (day: Day) => boolean;

interface Day {
  readonly date: number;
  /** 1 is Sunday, as in EventBridge. */
  readonly weekday: number;
  readonly daysInMonth: number;
}

/**
 * Compiles the six fields of `cron(…)`: minutes, hours, day of month (`?`, `L`, `L-3`, `LW`, `15W`), month, day of week
 * (`?`, `L`, `6L`, `3#2`), year. `undefined` where EventBridge refuses them.
 */
export function cron(fields: string): Next | undefined {
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = '', ...more] = fields
    .trim()
    .split(/\s+/);
  if (more.length > 0 || (dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const minutes = values(minute, { from: 0, to: 59 });
  const hours = values(hour, { from: 0, to: 23 });
  const months = values(month, { from: 1, to: 12, names: MONTHS });
  const years = values(year, { from: 1970, to: LAST_YEAR });
  const days = dayOfWeek === '?' ? monthDays(dayOfMonth) : weekDays(dayOfWeek);
  if (!minutes || !hours || !months || !years || !days) return undefined;
  return (after) => {
    const start = new Date(Math.floor(after / 60_000) * 60_000 + 60_000);
    for (let day = Math.floor(start.getTime() / DAY_MS) * DAY_MS; ; ) {
      const date = new Date(day);
      const [y, m] = [date.getUTCFullYear(), date.getUTCMonth()];
      if (y > LAST_YEAR) return undefined;
      if (!years.has(y) || !months.has(m + 1)) {
        day = Date.UTC(y, m + 1, 1);
        continue;
      }
      const weekday = date.getUTCDay() + 1;
      if (days({ date: date.getUTCDate(), weekday, daysInMonth: new Date(Date.UTC(y, m + 1, 0)).getUTCDate() })) {
        const found = firstMinute({ day, hours, minutes }, start.getTime());
        if (found !== undefined) return found;
      }
      day += DAY_MS;
    }
  };
}

function firstMinute(
  { day, hours, minutes }: { day: number; hours: Set<number>; minutes: Set<number> },
  from: number,
): number | undefined {
  for (const hour of [...hours].sort((a, b) => a - b)) {
    for (const minute of [...minutes].sort((a, b) => a - b)) {
      const at = day + (hour * 60 + minute) * 60_000;
      if (at >= from) return at;
    }
  }
  return undefined;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

/** The numbers of a list of `*`, `5`, `1-5`, `FRI`, `0/15`. */
function values(field: string, range: Range): Set<number> | undefined {
  const all = new Set<number>();
  for (const part of field.split(',')) {
    const [span = '', step, ...more] = part.split('/');
    const by = step === undefined ? 1 : whole(step);
    if (more.length > 0 || !by) return undefined;
    const [first = '', last, ...others] = span === '*' ? [String(range.from), String(range.to)] : span.split('-');
    const from = numberOf(first, range);
    const to = last === undefined ? (step === undefined ? from : range.to) : numberOf(last, range);
    if (from === undefined || to === undefined || from > to || others.length > 0) return undefined;
    for (let value = from; value <= to; value += by) all.add(value);
  }
  return all;
}

function numberOf(text: string, { from, to, names }: Range): number | undefined {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named + from : whole(text);
  return value !== undefined && value >= from && value <= to ? value : undefined;
}

function whole(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function monthDays(field: string): DayTest | undefined {
  const fromEnd = /^L(?:-(\d+))?$/.exec(field);
  if (fromEnd) return ({ date, daysInMonth }) => date === daysInMonth - Number(fromEnd[1] ?? 0);
  const nearest = /^(\d+|L)W$/.exec(field)?.[1];
  if (nearest === 'L') return (day) => day.date === nearestWorkday(day.daysInMonth, day);
  if (nearest !== undefined) {
    const wanted = numberOf(nearest, { from: 1, to: 31 });
    return wanted === undefined
      ? undefined
      : (day) => day.date === nearestWorkday(Math.min(wanted, day.daysInMonth), day);
  }
  const dates = values(field, { from: 1, to: 31 });
  return dates && (({ date }) => dates.has(date));
}

/** The workday nearest to `wanted` in the month of `day`, never in another month. */
function nearestWorkday(wanted: number, { date, weekday, daysInMonth }: Day): number {
  const its = ((((weekday - 1 + wanted - date) % 7) + 7) % 7) + 1;
  if (its === 7) return wanted === 1 ? 3 : wanted - 1;
  if (its === 1) return wanted === daysInMonth ? wanted - 2 : wanted + 1;
  return wanted;
}

function weekDays(field: string): DayTest | undefined {
  const range = { from: 1, to: 7, names: WEEKDAYS };
  const nth = /^(\w+)#([1-5])$/.exec(field);
  if (nth) {
    const wanted = numberOf(nth[1] as string, range);
    return wanted === undefined
      ? undefined
      : ({ date, weekday }) => weekday === wanted && Math.ceil(date / 7) === Number(nth[2]);
  }
  const last = /^(\w*)L$/i.exec(field)?.[1];
  if (last === '') return ({ weekday }) => weekday === 7;
  if (last !== undefined) {
    const wanted = numberOf(last, range);
    return wanted === undefined
      ? undefined
      : ({ date, weekday, daysInMonth }) => weekday === wanted && date > daysInMonth - 7;
  }
  const days = values(field, range);
  return days && (({ weekday }) => days.has(weekday));
}
