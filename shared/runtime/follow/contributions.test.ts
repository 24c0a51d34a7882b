import { expect, test } from 'vitest';
import { difference, groupOf, sum } from './contributions.ts';

test('a difference is what leads from one contribution to the other, and nothing where they agree', () => {
  expect(difference({ a: { n: 1, m: 2 }, b: { n: 3 } }, { a: { n: 4, m: 2 }, c: { m: 5 } })).toStrictEqual({
    a: { n: 3 },
    b: { n: -3 },
    c: { m: 5 },
  });
  expect(difference({ a: { n: 1 } }, { a: { m: 1 } })).toStrictEqual({ a: { n: -1, m: 1 } });
  expect(difference({ a: { n: 1 } }, { a: { n: 1 } })).toStrictEqual({});
});

test('a sum leaves out what adds up to nothing', () => {
  expect(sum([{ a: { n: 1 } }, { a: { n: 2, m: 1 }, b: { n: 1 } }, { b: { n: -1 } }])).toStrictEqual({
    a: { n: 3, m: 1 },
  });
  expect(sum([])).toStrictEqual({});
});

test('totals are grouped by what stands before the first bar of their key', () => {
  expect(['dia|2030|Cali', 'todas', '|x', ''].map(groupOf)).toStrictEqual(['dia', 'todas', '', '']);
});
