import { computed } from '@preact/signals';
import { now, serverTime } from './clock.ts';

const LOCALE = 'es-CO';
const ZONE = 'America/Bogota';
const MINUTE = 60_000;

const numbers = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const times = new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, hour: 'numeric', minute: '2-digit', hour12: true });
const seconds = new Intl.DateTimeFormat(LOCALE, {
  timeZone: ZONE,
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  hour12: true,
});
const days = new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, day: 'numeric', month: 'short' });
const datedDays = new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, day: 'numeric', month: 'short', year: 'numeric' });
const isoDays = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
const relative = new Intl.RelativeTimeFormat(LOCALE, { style: 'short', numeric: 'always' });

const weekdays = new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, weekday: 'long' });

type Instant = string | number | Date;

/** `12.345,6` */
export function number(value: number): string {
  return numbers.format(value);
}

/** `93,4%`, of a share from 0 to 1. */
export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : percents.format(value).replace(/\s/g, '');
}

/** `392 kg`, which no line breaks. */
export function kilograms(value: number): string {
  return `${numbers.format(value)}\u00a0kg`;
}

/** `12,3 km`, of metres; which no line breaks. */
export function kilometres(metres: number): string {
  return `${numbers.format(metres / 1_000)}\u00a0km`;
}

/** `2 h 5 min`, of minutes. */
export function duration(minutes: number | null | undefined): string {
  if (minutes === null || minutes === undefined) return '–';
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  return hours === 0 ? `${rest} min` : `${numbers.format(hours)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** `8:41 a. m.`, which no line breaks. */
export function time(instant: Instant): string {
  return plain(times.format(new Date(instant))).replaceAll(' ', '\u00a0');
}

/** `8:41:07 a. m.` */
export function precise(instant: Instant): string {
  return plain(seconds.format(new Date(instant)));
}

/** `27 de nov`; of another year than it is, `27 de nov de 2027`. */
export function day(instant: Instant, today: Instant = serverTime()): string {
  const isThisYear = isoDay(instant).slice(0, 4) === isoDay(today).slice(0, 4);
  return plain((isThisYear ? days : datedDays).format(new Date(instant))).replace(/\.$/, '');
}

/** `27 de nov, 8:41 a. m.`, or the time alone today. */
export function moment(instant: Instant, today: Instant = serverTime()): string {
  return isoDay(instant) === isoDay(today) ? time(instant) : `${day(instant, today)}, ${time(instant)}`;
}

/** `hoy a las 8:41 a. m.`, `el 27 de nov a la 1:05 p. m.` */
export function saying(instant: Instant, today: Instant = serverTime()): string {
  const when = isoDay(instant) === isoDay(today) ? 'hoy' : `el ${day(instant, today)}`;
  return `${when} a ${atTime(instant)}`;
}

/** `las 8:41 a. m.`, `la 1:05 p. m.` */
export function atTime(instant: Instant): string {
  const at = time(instant);
  return `${at.startsWith('1:') ? 'la' : 'las'} ${at}`;
}

/** `8:41 a 10:11 a. m.`, with its day where that is not today: `27 de nov, 8:41 a. m. a 1:20 a. m. del 28 de nov`. */
export function window(from: Instant, to: Instant, today: Instant = serverTime()): string {
  const [begin, end] = [time(from), time(to)];
  const [half] = /[ap]\.\sm\.$/.exec(begin) ?? [''];
  const short = half !== '' && end.endsWith(half) ? begin.slice(0, -half.length).trim() : begin;
  const overnight = isoDay(to) === isoDay(from) ? '' : ` del ${day(to, today)}`;
  return `${isoDay(from) === isoDay(today) ? '' : `${day(from, today)}, `}${short} a ${end}${overnight}`;
}

/** The same, of when something is expected; `antes de las 10:11 a. m.` once that has begun. */
export function expected({ desde, hasta }: { readonly desde: string; readonly hasta: string }, now: number): string {
  if (Date.parse(desde) >= now || Date.parse(hasta) < now) return window(desde, hasta, now);
  return `${isoDay(hasta) === isoDay(now) ? '' : `${day(hasta, now)}, `}antes de ${atTime(hasta)}`;
}

/** `hace 4 min`; absolute once it is an hour. */
export function ago(instant: Instant, now: number): string {
  const ms = Math.max(0, now - new Date(instant).getTime());
  if (ms < 10_000) return 'ahora';
  if (ms < MINUTE) return relative.format(-Math.round(ms / 1_000), 'second');
  return ms < 60 * MINUTE ? relative.format(-Math.round(ms / MINUTE), 'minute') : moment(instant, now);
}

/** `hace un momento`, `hace 4 min`, `hoy a las 8:41 a. m.`, of what was read then and may be old; it never claims to be of this moment. */
export function readAgo(instant: Instant, now: number): string {
  const age = ago(instant, now);
  return age === 'ahora' ? 'hace un momento' : age.startsWith('hace ') ? age : saying(instant, now);
}

/** `Lo que ve es de hace 4 min.`, in a sentence. */
export function seenFrom(instant: Instant, now: number): string {
  return sentence(`Lo que ve es de ${readAgo(instant, now)}`);
}

/** With one full stop: an hour brings its own. */
export function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

/** `2026-11-27`, where the company works. */
export function isoDay(instant: Instant): string {
  return isoDays.format(new Date(instant));
}

/** The day that it is where the company works, by the server's clock. */
export const thisDay = computed(() => isoDay(now.value));

/** `viernes`, of `2026-11-27`. */
export function weekday(isoDayText: string): string {
  return weekdays.format(new Date(`${isoDayText}T12:00:00-05:00`));
}

/** The hour of the day where the company works, from 0 to 23. */
export function hourOf(instant: Instant): number {
  return (new Date(instant).getUTCHours() + 19) % 24;
}

/** The first instant of a day where the company works; Colombia knows no summer time. */
export function startOf(isoDayText: string): string {
  return `${isoDayText}T05:00:00.000Z`;
}

/** `7:00 p. m.`, of `19:00`. */
export function clock(hourAndMinute: string): string {
  return time(`2030-01-15T${hourAndMinute}:00-05:00`);
}

/** `19:00`, where the company works: as forms take it. */
export function clockOf(instant: Instant): string {
  return new Date(new Date(instant).getTime() - 5 * 60 * MINUTE).toISOString().slice(11, 16);
}

/** `300 123 4567`, as people read it out, which no line breaks; one of another country as it was given. */
export function phone(given: string): string {
  const own = /^(?:\+?57)?(\d{3})(\d{3})(\d{4})$/.exec(given.replace(/[\s-]/g, ''));
  return own ? own.slice(1).join('\u00a0') : given;
}

/** `['Carrera 11 ', '# 82-71', ', Bogotá']`: a text in parts, of which each second one is a code or a house number; longer words are none. */
export function partsOf(text: string): readonly string[] {
  return text.split(/((?:# ?)?\b\w{1,12}(?:-\w{1,12}){1,2}\b)/);
}

/** `PED-7`, or `0f8fad5b…`: an order as people call it, by its customer's reference or else by how its number begins. */
export function orderName({
  ordenId,
  referencia,
}: {
  readonly ordenId: string;
  readonly referencia?: string | undefined;
}): string {
  return referencia ?? (ordenId.length > 12 ? `${ordenId.slice(0, 8)}…` : ordenId);
}

/** `1 orden`, `2 órdenes` */
export function plural(count: number, one: string, many: string): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** Browsers put narrow and unbreakable spaces where others put plain ones. */
function plain(text: string): string {
  return text.replace(/[\s ]+/g, ' ');
}
