import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openBus, recorded, type TestBus } from '#shared/testing/bus.ts';
import { goneBack, messageOf } from '#shared/testing/messages.ts';
import { tooBusy } from '../eventLog/contention.ts';
import { logger } from '../telemetry.ts';
import { oneByOne } from './batch.ts';
import { queueFunction } from './middleware.ts';
import { Later } from './putBack.ts';

let bus: TestBus;
let sqs: SQSClient;

beforeAll(async () => {
  bus = await openBus();
  bus.served.grid.clock.freeze();
  vi.useFakeTimers({ toFake: ['Date'], now: bus.served.grid.clock.now() });
  sqs = new SQSClient(bus.served.client);
});
afterAll(async () => {
  vi.useRealTimers();
  sqs?.destroy();
  await bus?.stop();
});

const fact = () => messageOf(recorded('Hecho')).body;
const url = () => ({ QueueUrl: process.env.QUEUE_URL as string });

/** Sends a message and receives it so often, in so many seconds; gives it as its function gets it the last time. */
async function receivedTimes(times: number, seconds = 0, MessageBody = fact()): Promise<SQSRecord> {
  await sqs.send(new SendMessageCommand({ ...url(), MessageBody }));
  for (let receive = 1; ; receive++) {
    const last = receive === times;
    if (last) advance(seconds);
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({ ...url(), AttributeNames: ['All'], VisibilityTimeout: last ? 43_200 : 0 }),
    );
    if (!last) continue;
    const { MessageId, ReceiptHandle, Body, Attributes } = message ?? {};
    return { messageId: MessageId, receiptHandle: ReceiptHandle, body: Body, attributes: Attributes } as never;
  }
}

/** Moves the clock of the queue, which is the function's. */
function advance(seconds: number): void {
  bus.served.grid.clock.advance(seconds * 1_000);
  vi.setSystemTime(bus.served.grid.clock.now());
}

/** How many messages go back when a function throws this at one. */
async function backFrom(record: SQSRecord, error: unknown): Promise<number> {
  return (await goneBack(queueFunction(oneByOne(() => Promise.reject(error))), [record])).length;
}

/** Moves the clock until the message shows itself, and gives after how many seconds. */
async function hiddenFor(longest: number): Promise<number> {
  for (let seconds = 0; seconds <= longest; seconds++) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ ...url(), VisibilityTimeout: 43_200 }));
    if (Messages.length > 0) return seconds;
    advance(1);
  }
  return Number.POSITIVE_INFINITY;
}

describe('a message that failed goes back into its queue', () => {
  test.each([
    [1, 0, 1],
    [2, 1, 2],
    [4, 7, 8],
    [9, 255, 256],
    [400, 120, 121],
  ])('after %i tries in %i seconds for %i, when it fails of itself', async (receives, tried, seconds) => {
    expect(await backFrom(await receivedTimes(receives, tried), new Error('no'))).toBe(1);
    expect(await hiddenFor(2 * seconds)).toBe(seconds);
    expect(await bus.letters()).toStrictEqual([]);
  });

  const unavailable = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', $fault: 'client' });
  test.each([
    ['a service is asked too much', unavailable, 10, 600],
    ['a service is away, for however long', Object.assign(new Error('away'), { $fault: 'server' }), 900, 899],
    ['others are always faster', tooBusy('prueba#1'), 40, 600],
  ])('for a few seconds, and alive, while %s', async (_, error, receives, tried) => {
    expect(await backFrom(await receivedTimes(receives, tried), error)).toBe(1);
    expect(await hiddenFor(10)).toBeLessThanOrEqual(3);
    expect(await bus.letters()).toStrictEqual([]);
  });

  test('as one that is to be seen later for as long as it says', async () => {
    expect(await backFrom(await receivedTimes(3), new Later(7))).toBe(1);
    expect(await hiddenFor(10)).toBe(7);
  });

  test('and is told in the log, unless it was dealt with', async () => {
    const warned = vi.spyOn(logger, 'warn');
    const [dealtWith, failed] = [await receivedTimes(1), await receivedTimes(1)];
    await backFrom(dealtWith, new Later(1));
    expect(warned).not.toHaveBeenCalled();
    await backFrom(failed, new Error('no'));
    expect(warned.mock.calls.map(([said]) => said)).toStrictEqual([
      `The message ${failed.messageId} failed and goes back into the queue`,
    ]);
    warned.mockRestore();
    await hiddenFor(2);
    await hiddenFor(2);
  });
});

describe('a message that is given up goes into the dead-letter queue', () => {
  const letter = (attempts: string, reason: object) => ({
    body: expect.anything(),
    attributes: { function: 'alpes-prueba', attempts, failedAt: expect.stringMatching(/^20\d\d-.*Z$/), ...reason },
  });

  test.each([
    ['an error of ours', new RangeError('the key is gone'), { error: 'RangeError', reason: 'the key is gone' }],
    ['what no attribute may hold', new Error('a\u0000\u0001b\ud800'), { error: 'Error', reason: 'a b ' }],
    ['an error of many words', new Error('x'.repeat(400)), { error: 'Error', reason: 'x'.repeat(300) }],
    ['an error without words', new Error(''), { error: 'Error', reason: '-' }],
    ['something else', 'María', { error: 'Error', reason: 'Something else than an error was thrown.' }],
    ['a parser, which quotes', new SyntaxError('"María…" is not JSON'), { error: 'SyntaxError' }],
    ['a service, which quotes', Object.assign(new Error('+57300 is no number'), { $metadata: {} }), { error: 'Error' }],
  ])('when it fails for the last time, with its reason: %s', async (_, error, reason) => {
    const record = await receivedTimes(10, 511);
    expect(await backFrom(record, error)).toBe(0);
    const said = { reason: 'See the log of the function.', ...reason };
    expect(await bus.letters()).toStrictEqual([{ ...letter('10', said), body: JSON.parse(record.body) }]);
  });

  test('at once, when it is not an event of this system', async () => {
    expect(await backFrom(await receivedTimes(1, 0, '{"nombre":"María"}'), undefined)).toBe(0);
    const reason = { error: 'Unreadable', reason: 'The message is not an event of this system.' };
    expect(await bus.letters()).toStrictEqual([{ ...letter('1', reason), body: { nombre: 'María' } }]);
  });

  test('later, when it cannot be written', async () => {
    const dead = process.env.DEAD_LETTERS_URL as string;
    vi.stubEnv('DEAD_LETTERS_URL', `${dead}-none`);
    expect(await backFrom(await receivedTimes(10, 511), new Error('no'))).toBe(1);
    vi.stubEnv('DEAD_LETTERS_URL', dead);
    expect(await bus.letters()).toStrictEqual([]);
  });
});
