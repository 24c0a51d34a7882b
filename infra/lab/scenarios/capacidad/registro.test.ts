import { expect, test } from 'vitest';
import precios from '#infra/grid/meter/prices.json' with { type: 'json' };
import delRegistro from './preciosDelRegistro.json' with { type: 'json' };
import { mesDelRegistro } from './registro.ts';

test('the event log costs what is written, and what has been kept so far', () => {
  const prices = { ...precios.prices, ...delRegistro.prices };
  const after = (months: number) =>
    mesDelRegistro({ months, orders: 1_000_000 }, { bytes: 40_000, writeUnits: 100 }, prices);
  const year = after(12);
  expect(year.gb).toBeCloseTo(480, 9);
  expect(year.standard).toBeCloseTo(100 * 0.625 + 480 * (0.25 + 0.2), 9);
  expect(year.infrequent).toBeCloseTo(100 * 0.78 + 480 * (0.1 + 0.2), 9);
  // 15.5 dollars more for writes are had back with a hundred GB.
  expect([2, 3].map((months) => after(months).infrequent < after(months).standard)).toEqual([false, true]);
});
