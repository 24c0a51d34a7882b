import type { SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fault } from '../fault.ts';
import { GivenUp, isDead, isStranded, passes, soon, untilNextTry } from './patience.ts';

const NOW = Date.parse('2030-01-15T12:00:00.000Z');

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterEach(() => void vi.useRealTimers());

const record = (receives: number, tried: number) =>
  ({
    attributes: {
      ApproximateReceiveCount: String(receives),
      ApproximateFirstReceiveTimestamp: String(NOW - tried * 1_000),
    },
  }) as SQSRecord;

const away = Object.assign(new Error('away'), { $fault: 'server' });
const bug = new RangeError('no');
const cancelled = (...codes: readonly string[]) =>
  Object.assign(new Error('cancelled'), { $fault: 'client', CancellationReasons: codes.map((Code) => ({ Code })) });

test.each([
  ['a service is away', away, true],
  ['others were faster', fault('VISTA_OCUPADA'), true],
  ['a transaction was throttled', cancelled('None', 'ThrottlingError'), true],
  ['a transaction was refused', cancelled('ValidationError', 'None'), false],
  ['the message is wrong', fault('ENTRADA_INVALIDA'), false],
  ['there is a bug', bug, false],
])('whether it passes when %s', (_, error, does) => expect(passes(error)).toBe(does));

describe('a message that fails of itself', () => {
  test('is tried ten times, each after twice the time, and is dead', () => {
    const waits: number[] = [];
    let tried = 0;
    while (!isDead(record(waits.length + 1, tried), bug, 10)) {
      waits.push(untilNextTry(record(waits.length + 1, tried), bug));
      tried += waits.at(-1) as number;
    }
    expect(waits).toStrictEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
  });
  test('has its time also when a service was away before', () => {
    expect(isDead(record(60, 120), bug, 10)).toBe(false);
    expect(untilNextTry(record(60, 120), bug)).toBe(121);
  });
  test('waits for a quarter of an hour at most', () => expect(untilNextTry(record(30, 86_400), bug)).toBe(900));
  test('is dead at once when no try can change it', () => {
    expect(isDead(record(1, 0), new GivenUp('gone'), 10)).toBe(true);
  });
});

describe('a message that a service could not take', () => {
  test('is news after five minutes, however often it was received; one that fails of itself is not', () => {
    expect(isStranded(record(4, 299), away)).toBe(false);
    expect(isStranded(record(4, 300), away)).toBe(true);
    expect(isStranded(record(400, 300), bug)).toBe(false);
  });
  test('is never dead', () => expect(isDead(record(999, 1_209_000), away, 10)).toBe(false));
  test.each([
    [0, 0, 1],
    [0, 0.999, 3],
    [900, 0.999, 3],
    [3_600, 0.999, 57],
  ])('after %i s, by a chance of %d, comes again in %i s', (tried, chance, seconds) =>
    expect(soon(tried, chance)).toBe(seconds),
  );
  test('lasts for the 14 days of its queue, and the thousand receives to which SQS counts', () => {
    let tried = 0;
    for (let receives = 1; receives < 1_000; receives++) tried += soon(tried, 0.5);
    expect(tried).toBeGreaterThan(14 * 86_400);
  });
});
