import { expect, test } from 'vitest';
import { servicioDe } from './servicio.ts';

/** Runs of 4 ms, and 3 for each message. */
const seen = (runs: number, messages: number) => ({ runs, messages, ms: 4 * runs + 3 * messages });

test('the parts of a run and of a message are found from batches of two sizes', () => {
  const { run, message } = servicioDe(seen(20, 20), seen(5, 40));
  expect([run, message].map((ms) => Math.round(ms * 1e6) / 1e6)).toEqual([4, 3]);
});

test('batches of one size, and parts that would be below nothing, are the whole of it', () => {
  expect(servicioDe(seen(10, 20), seen(20, 40))).toEqual({ run: 0, message: 5 });
  expect(servicioDe({ runs: 10, messages: 10, ms: 10 }, { runs: 1, messages: 10, ms: 100 })).toEqual({
    run: 0,
    message: 5.5,
  });
  expect(servicioDe({ runs: 10, messages: 10, ms: 100 }, { runs: 2, messages: 40, ms: 5 })).toEqual({
    run: 8.75,
    message: 0,
  });
});
