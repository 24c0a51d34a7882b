import { expect, test } from 'vitest';
import { daysUntil, hoursOf, seriesOf, usualOf } from './cifras.ts';

test('days go over the end of a month', () => {
  expect(daysUntil('2026-12-01', 3)).toStrictEqual(['2026-11-29', '2026-11-30', '2026-12-01']);
});

test('cities are summed, and a day without orders is zero, not a gap', () => {
  const row = (dia: string, ordenes: number, exigibles: number, aTiempo: number) => ({
    dia,
    ordenes,
    exigibles,
    aTiempo,
  });
  const days = ['2026-11-26', '2026-11-27'];
  expect(seriesOf({ porDiaYCiudad: [row('2026-11-27', 3, 2, 1), row('2026-11-27', 5, 2, 2)] }, days)).toStrictEqual([
    { dia: '2026-11-26', ordenes: 0, aTiempo: null },
    { dia: '2026-11-27', ordenes: 8, aTiempo: 0.75 },
  ]);
});

test('what is usual is the mean of the same weekday, without the day itself', () => {
  const series = daysUntil('2026-11-27', 15).map((dia, at) => ({ dia, ordenes: at, aTiempo: null }));
  expect(usualOf(series, ({ ordenes }) => ordenes)).toBe((0 + 7) / 2);
  expect(usualOf(series, ({ aTiempo }) => aTiempo)).toBeNull();
});

test('hours are those of Colombia', () => {
  const hours = hoursOf(['2026-11-27T05:00:00.000Z', '2026-11-27T13:41:00.000Z', '2026-11-28T04:59:59.000Z']);
  expect([hours[0], hours[8], hours[23], hours.length]).toStrictEqual([1, 1, 1, 24]);
});
