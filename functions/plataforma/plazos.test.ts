import { expect, test } from 'vitest';
import type { Recorded } from '#shared/model/envelope.ts';
import { deadlineItem, hoursBetween } from './plazos.ts';

const vence = '2030-01-15T13:15:20.000Z';
const plazo = {
  data: { saga: 'cumplimiento', clave: 'x', paso: 'enRuta', entrada: 7, vence },
  metadata: { id: 'p' },
} as unknown as Recorded;
const anotado = (now: string) => deadlineItem(plazo, now).cubo.S.slice(0, 16);

test('a deadline waits in its minute', () => expect(anotado('2030-01-15T13:00:00.000Z')).toBe('2030-01-15T13:15'));
test('one that is noted late waits in the present minute, since its own may be past telling', () =>
  expect(anotado('2030-01-15T14:02:03.000Z')).toBe('2030-01-15T14:02'));

test('minutes come an hour at a time, the first and the last included', () => {
  const hours = [...hoursBetween('2030-01-15T12:58:59.000Z', '2030-01-15T14:00:00.000Z')];
  expect(hours.map((minutes) => [minutes.length, minutes[0], minutes.at(-1)])).toStrictEqual([
    [60, '2030-01-15T12:58', '2030-01-15T13:57'],
    [3, '2030-01-15T13:58', '2030-01-15T14:00'],
  ]);
});
