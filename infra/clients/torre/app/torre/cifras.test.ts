import { expect, test } from 'vitest';
import { daysUntil, meanOf, onTimeInWords, sameWeekday, seriesOf, usualOf } from './cifras.ts';

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

test('days of the same weekday are those of the weeks before', () => {
  expect(sameWeekday('2026-12-04', 2)).toStrictEqual(['2026-11-27', '2026-11-20']);
});

test('a mean is taken place by place, and of nothing there is none', () => {
  expect(
    meanOf([
      [1, 0],
      [4, 1],
    ]),
  ).toStrictEqual([2.5, 0.5]);
  expect(meanOf([[0, 0]])).toBeUndefined();
});

test('a share is told with what it is of, over all cities', () => {
  const row = { dia: '2026-11-27', ordenes: 4 };
  const porDiaYCiudad = [
    { ...row, exigibles: 2, aTiempo: 1 },
    { ...row, exigibles: 3, aTiempo: 3 },
  ];
  expect(onTimeInWords({ porDiaYCiudad })).toBe('4 de 5 que debían llegar');
});
