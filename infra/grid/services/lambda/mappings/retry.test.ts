import { expect, test } from 'vitest';
import { afterInvocation, type Batch, firstFailed } from './retry.ts';
import type { RetryRule } from './settings.ts';

const rule = (given: Partial<RetryRule> = {}): RetryRule => ({
  bisect: false,
  maxRetries: 2,
  maxAgeMs: Number.POSITIVE_INFINITY,
  ...given,
});
const four: Batch<number> = { items: [1, 2, 3, 4], failures: 0 };

/** Runs a batch to its end against a function that fails at these items, and gives what it was asked and what was discarded. */
function runToEnd(bad: readonly number[], given: RetryRule, reports = false) {
  const pending: Batch<number>[] = [four];
  const asked: number[][] = [];
  const discarded: number[] = [];
  const done: number[] = [];
  for (let batch = pending.shift(); batch; batch = pending.shift()) {
    asked.push([...batch.items]);
    const at = batch.items.findIndex((item) => bad.includes(item));
    const step = afterInvocation(batch, at < 0 ? undefined : reports ? at : 0, given);
    done.push(...step.done);
    discarded.push(...step.discarded);
    pending.unshift(...step.again);
  }
  return { asked, done, discarded };
}

test('a batch that succeeds is done', () => {
  expect(afterInvocation(four, undefined, rule())).toEqual({ done: [1, 2, 3, 4], again: [], discarded: [] });
});

test('a failed batch is tried again whole, twice, and then discarded whole', () => {
  expect(runToEnd([3], rule())).toEqual({
    asked: [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ],
    done: [],
    discarded: [1, 2, 3, 4],
  });
});

test('no retries means discarded at once', () => {
  expect(runToEnd([1], rule({ maxRetries: 0 })).discarded).toEqual([1, 2, 3, 4]);
});

test('bisecting isolates the bad record, in order, and splitting costs no retry', () => {
  expect(runToEnd([3], rule({ bisect: true, maxRetries: 1 }))).toEqual({
    asked: [[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4]],
    done: [1, 2, 4],
    discarded: [3],
  });
});

test('with item failures, what came before the lowest is done, and the rest is tried again from there', () => {
  expect(runToEnd([3], rule({ maxRetries: 1 }), true)).toEqual({
    asked: [
      [1, 2, 3, 4],
      [3, 4],
    ],
    done: [1, 2],
    discarded: [3, 4],
  });
});

test('progress begins the retries of the rest anew', () => {
  const worn = { items: [1, 2, 3], failures: 2 };
  expect(afterInvocation(worn, 1, rule())).toEqual({
    done: [1],
    again: [{ items: [2, 3], failures: 1 }],
    discarded: [],
  });
  expect(afterInvocation(worn, 0, rule())).toEqual({ done: [], again: [], discarded: [1, 2, 3] });
});

test('with item failures and bisecting, only the bad record is lost', () => {
  expect(runToEnd([2], rule({ bisect: true, maxRetries: 0 }), true)).toMatchObject({ done: [1, 3, 4], discarded: [2] });
});

test('every record is done or discarded exactly once, whichever are bad', () => {
  for (let mask = 0; mask < 16; mask += 1) {
    const bad = [1, 2, 3, 4].filter((item) => mask & (1 << (item - 1)));
    for (const bisect of [true, false]) {
      for (const reports of [true, false]) {
        const { done, discarded } = runToEnd(bad, rule({ bisect }), reports);
        expect([...done, ...discarded].sort()).toEqual([1, 2, 3, 4]);
        if (bisect) expect(discarded).toEqual(bad);
      }
    }
  }
});

test('the lowest failed item counts; a failure without a list is the first', () => {
  expect(firstFailed(new Set(['c', 'b']), ['a', 'b', 'c'])).toBe(1);
  expect(firstFailed('all', ['a'])).toBe(0);
  expect(firstFailed('none', ['a'])).toBeUndefined();
});
