import { afterEach, expect, test, vi } from 'vitest';
import { attempts, longestPause } from './attempts.ts';
import { metrics } from './telemetry.ts';

afterEach(() => vi.restoreAllMocks());

test('there are twelve attempts', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const numbers: number[] = [];
  for await (const attempt of attempts()) numbers.push(attempt);
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('the second attempt comes at once; a pause before the third is drawn', async () => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  for await (const attempt of attempts()) {
    expect(random).toHaveBeenCalledTimes(Math.max(0, attempt - 2));
    if (attempt === 4) break;
  }
});

test('each attempt but the first counts as a retry', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const counted = vi.spyOn(metrics, 'addMetric');
  for await (const attempt of attempts()) {
    expect(counted.mock.calls.map(([name, , amount]) => [name, amount])).toStrictEqual(
      Array.from({ length: attempt - 1 }, () => ['Reintentos', 1]),
    );
  }
  expect(counted).toHaveBeenCalledTimes(11);
});

test('pauses double up to a bound', () => {
  expect([3, 4, 5, 6, 7, 12].map(longestPause)).toEqual([20, 40, 80, 160, 200, 200]);
});
