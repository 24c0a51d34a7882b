import { expect, test } from 'vitest';
import { boxAround, type Named, placeLabels } from './rotulos.ts';

const at = (x: number, y: number): Named => ({
  x,
  y,
  reach: 10,
  width: 50,
  height: 14,
  sides: ['este', 'oeste', 'norte', 'sur'],
});

test('alone a label takes its first side', () => {
  expect(placeLabels([at(100, 100)], [])).toStrictEqual(['este']);
});

test('it gives way to a sign, and to the label of one that chose before', () => {
  expect(placeLabels([at(100, 100)], [boxAround(130, 100, 10)])).toStrictEqual(['oeste']);
  expect(placeLabels([at(100, 100), at(170, 100)], [])).toStrictEqual(['oeste', 'este']);
});

test('where all sides are taken there is none', () => {
  const around = [
    [130, 100],
    [70, 100],
    [100, 80],
    [100, 120],
  ] as const;
  expect(
    placeLabels(
      [at(100, 100)],
      around.map(([x, y]) => boxAround(x, y, 9)),
    ),
  ).toStrictEqual([undefined]);
});
