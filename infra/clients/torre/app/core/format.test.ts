import { expect, test } from 'vitest';
import {
  ago,
  atTime,
  clock,
  duration,
  expected,
  isoDay,
  kilograms,
  kilometres,
  moment,
  number,
  partsOf,
  percent,
  phone,
  saying,
  seenFrom,
  sentence,
  startOf,
  time,
  window,
} from './format.ts';

/** Browsers and Node differ in which space they put. */
const plain = (text: string) => text.replace(/\s/g, ' ');
const AT = '2026-11-27T13:41:07.000Z';
const ESPERADA = { desde: AT, hasta: '2026-11-27T15:11:00.000Z' };

const OVERNIGHT = ['2026-11-28T04:20:00.000Z', '2026-11-28T06:20:00.000Z'] as const;

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
  [moment(AT, '2025-11-28T20:00:00.000Z'), '27 de nov de 2026, 8:41 a. m.'],
  [moment('2027-01-01T04:59:00.000Z', AT), '31 de dic, 11:59 p. m.'],
  [moment('2027-01-01T05:00:00.000Z', AT), '1 de ene de 2027, 12:00 a. m.'],
  [saying(AT, '2026-11-27T20:00:00.000Z'), 'hoy a las 8:41 a. m.'],
  [saying('2026-11-27T18:05:00.000Z', '2026-11-28T20:00:00.000Z'), 'el 27 de nov a la 1:05 p. m.'],
  [window(AT, '2026-11-27T15:11:00.000Z', AT), '8:41 a 10:11 a. m.'],
  [window(AT, '2026-11-27T18:11:00.000Z', AT), '8:41 a. m. a 1:11 p. m.'],
  [window(AT, '2026-11-27T15:11:00.000Z', '2026-11-26T15:00:00.000Z'), '27 de nov, 8:41 a 10:11 a. m.'],
  [window(...OVERNIGHT, '2026-11-28T03:00:00.000Z'), '11:20 p. m. a 1:20 a. m. del 28 de nov'],
  [window(...OVERNIGHT, '2026-11-28T05:30:00.000Z'), '27 de nov, 11:20 p. m. a 1:20 a. m. del 28 de nov'],
  [expected(ESPERADA, Date.parse(AT)), '8:41 a 10:11 a. m.'],
  [expected(ESPERADA, Date.parse(AT) + 1), 'antes de las 10:11 a. m.'],
  [expected({ desde: AT, hasta: '2026-11-28T18:11:00.000Z' }, Date.parse(AT) + 1), '28 de nov, antes de la 1:11 p. m.'],
  [expected(ESPERADA, Date.parse('2026-11-27T16:00:00.000Z')), '8:41 a 10:11 a. m.'],
  [ago(AT, Date.parse(AT) + 4 * 60_000), 'hace 4 min'],
  [ago(AT, Date.parse(AT) + 2_000), 'ahora'],
  [ago(AT, Date.parse(AT) + 2 * 3_600_000), '8:41 a. m.'],
  [seenFrom(AT, Date.parse(AT) + 2_000), 'Lo que ve es de hace un momento.'],
  [seenFrom(AT, Date.parse(AT) + 4 * 60_000), 'Lo que ve es de hace 4 min.'],
  [seenFrom(AT, Date.parse(AT) + 2 * 3_600_000), 'Lo que ve es de hoy a las 8:41 a. m.'],
  [sentence(`Sin conexión desde ${atTime(AT)}`), 'Sin conexión desde las 8:41 a. m.'],
  [sentence(`Vale hasta ${time(AT)}`), 'Vale hasta 8:41 a. m.'],
  [sentence('Vale hasta el 27 de nov'), 'Vale hasta el 27 de nov.'],
  [clock('19:00'), '7:00 p. m.'],
  [phone('+573001234567'), '300 123 4567'],
  [phone('300 1234567'), '300 123 4567'],
  [phone('+12125550100'), '+12125550100'],
  [isoDay('2026-11-28T04:59:00.000Z'), '2026-11-27'],
  [startOf('2026-11-27'), '2026-11-27T05:00:00.000Z'],
])('%s', (said, expected) => expect(plain(said)).toBe(expected));

test.each([
  ['Carrera 11 # 82-71, Bogotá', ['# 82-71']],
  ['2 × CAFE-500 y PANELA-1K de tienda-42', ['CAFE-500', 'PANELA-1K', 'tienda-42']],
  ['Llamar antes - siempre', []],
])('in %s these are not broken', (text, codes) => {
  const parts = partsOf(text);
  expect(parts.join('')).toBe(text);
  expect(parts.filter((_, index) => index % 2 === 1)).toStrictEqual(codes);
});
