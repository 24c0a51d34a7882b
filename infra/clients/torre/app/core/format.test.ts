import { expect, test } from 'vitest';
import {
  ago,
  clock,
  duration,
  isoDay,
  kilograms,
  kilometres,
  moment,
  number,
  percent,
  phone,
  saying,
  startOf,
  time,
  window,
} from './format.ts';

/** Browsers and Node differ in which space they put. */
const plain = (text: string) => text.replace(/\s/g, ' ');
const AT = '2026-11-27T13:41:07.000Z';

test.each([
  [number(12_345.6), '12.345,6'],
  [percent(0.934), '93,4%'],
  [percent(null), '–'],
  [kilograms(392), '392 kg'],
  [kilometres(12_345), '12,3 km'],
  [duration(125), '2 h 5 min'],
  [duration(40), '40 min'],
  [time(AT), '8:41 a. m.'],
  [moment(AT, '2026-11-27T20:00:00.000Z'), '8:41 a. m.'],
  [moment(AT, '2026-11-28T20:00:00.000Z'), '27 de nov, 8:41 a. m.'],
  [saying(AT, '2026-11-27T20:00:00.000Z'), 'hoy a las 8:41 a. m.'],
  [saying('2026-11-27T18:05:00.000Z', '2026-11-28T20:00:00.000Z'), 'el 27 de nov a la 1:05 p. m.'],
  [window(AT, '2026-11-27T15:11:00.000Z').replace(/^.*, /, ''), '8:41 a 10:11 a. m.'],
  [window(AT, '2026-11-27T18:11:00.000Z').replace(/^.*, /, ''), '8:41 a. m. a 1:11 p. m.'],
  [ago(AT, Date.parse(AT) + 4 * 60_000), 'hace 4 min'],
  [ago(AT, Date.parse(AT) + 2_000), 'ahora'],
  [ago(AT, Date.parse(AT) + 2 * 3_600_000), '8:41 a. m.'],
  [clock('19:00'), '7:00 p. m.'],
  [phone('+573001234567'), '300 123 4567'],
  [phone('300 1234567'), '300 123 4567'],
  [phone('+12125550100'), '+12125550100'],
  [isoDay('2026-11-28T04:59:00.000Z'), '2026-11-27'],
  [startOf('2026-11-27'), '2026-11-27T05:00:00.000Z'],
])('%s', (said, expected) => expect(plain(said)).toBe(expected));
