import { expect, test } from 'vitest';
import { readFault } from '#infra/grid/faults/fault.ts';
import { scheduleOf } from './schedule.ts';

test('the same seed gives the same mishaps, another one others', () => {
  expect(scheduleOf(7, 5)).toStrictEqual(scheduleOf(7, 5));
  expect(scheduleOf(8, 5)).not.toStrictEqual(scheduleOf(7, 5));
});

test('a longer storm goes on where the shorter one ended', () => {
  const short = scheduleOf(7, 2);
  expect(scheduleOf(7, 4).slice(0, short.length)).toStrictEqual(short);
});

test('all that may go wrong is something that a grid takes', () => {
  const kinds = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    for (const mishap of scheduleOf(seed, 10)) {
      if (mishap.what === 'kill') continue;
      expect(() => readFault(mishap.order)).not.toThrow();
      kinds.add(mishap.order.kind);
    }
  }
  expect([...kinds].sort()).toStrictEqual(
    [
      'blackHole',
      'crashAfter',
      'crashBefore',
      'duplicate',
      'error',
      'latency',
      'lostAck',
      'reorder',
      'throttle',
    ].sort(),
  );
});
