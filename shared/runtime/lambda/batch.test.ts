import type { SQSRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { byMessage, byStream, eachGroup, type Groups, oneByOne, type Work, workThrough } from './batch.ts';
import { recordedIn, Unreadable } from './recorded.ts';

const message = (messageId: string, stream: string): SQSRecord =>
  ({
    messageId,
    body: JSON.stringify({ 'detail-type': 'Hecho', detail: { metadata: { id: messageId, stream }, data: {} } }),
  }) as SQSRecord;
const text = (messageId: string, body: string) => ({ messageId, body }) as SQSRecord;
const nine = Array.from({ length: 9 }, (_, at) => message(`good-${at}`, `s#${at}`));

async function failing(records: readonly SQSRecord[], by: typeof byStream | typeof byMessage, work: Work) {
  const failures = await workThrough(records, { by, work }, recordedIn);
  return [...failures].map(([{ messageId }, error]) => [messageId, String(error)]);
}

/** Notes what was worked on in the end, and throws where the poison is. */
function throwing(): { work: Work; done: Set<string>; calls: number[] } {
  const done = new Set<string>();
  const calls: number[] = [];
  const work = async (groups: Groups) => {
    calls.push(groups.size);
    if (groups.has('poison#1')) throw new Error('poison');
    for (const key of groups.keys()) done.add(key);
  };
  return { work, done, calls };
}

describe('a batch with one poison among nine good messages', () => {
  test('work that throws harms no other group, whoever wrote it', async () => {
    const { work, done, calls } = throwing();
    const batch = [...nine.slice(0, 4), message('bad', 'poison#1'), ...nine.slice(4)];
    expect(await failing(batch, byStream, work)).toStrictEqual([['bad', 'Error: poison']]);
    expect(done.size).toBe(9);
    expect(calls).toStrictEqual([10, ...Array(10).fill(1)]);
  });

  test('a group that work has failed itself is not worked on again when another one throws', async () => {
    const calls: string[][] = [];
    const work: Work = async (groups, failed) => {
      calls.push([...groups.keys()]);
      if (groups.has('told#1')) failed('told#1', new Error('told'));
      if (groups.has('poison#1')) throw new Error('poison');
    };
    const batch = [message('a', 'told#1'), message('b', 'poison#1'), message('c', 's#1')];
    expect(await failing(batch, byStream, work)).toStrictEqual([
      ['a', 'Error: told'],
      ['b', 'Error: poison'],
    ]);
    expect(calls).toStrictEqual([['told#1', 'poison#1', 's#1'], ['poison#1'], ['s#1']]);
  });

  test.each([
    ['no JSON', 'María,"'],
    ['JSON of something else', '{"hola":1}'],
    ['null', 'null'],
    ['an event without a stream', '{"detail-type":"X","detail":{"metadata":{"id":"1"},"data":{}}}'],
    ['an event without a type', '{"detail":{"metadata":{"id":"1","stream":"s#1"},"data":{}}}'],
    ['an event without an id', '{"detail-type":"X","detail":{"metadata":{"stream":"s#1"},"data":{}}}'],
    ['an event without a detail', '{"detail-type":"X"}'],
    ['an event of null', '{"detail-type":"X","detail":{"metadata":{"id":"1","stream":"s#1"},"data":null}}'],
    ['an event of a text', '{"detail-type":"X","detail":{"metadata":{"id":"1","stream":"s#1"},"data":"x"}}'],
    ['an event without data', '{"detail-type":"X","detail":{"metadata":{"id":"1","stream":"s#1"}}}'],
  ])('what cannot be read fails alone, and is not quoted: %s', async (_, body) => {
    const { work, done } = throwing();
    const failures = await workThrough([...nine, text('bad', body)], { by: byStream, work }, recordedIn);
    const [[record, error] = []] = failures;
    expect([failures.size, record?.messageId, done.size]).toStrictEqual([1, 'bad', 9]);
    expect(error).toStrictEqual(new Unreadable('The message is not an event of this system.'));
  });

  test('a message that has no group fails alone', async () => {
    const by = ({ metadata }: { metadata: { stream: string } }) => {
      if (metadata.stream === 'poison#1') throw new Error('no key');
      return metadata.stream;
    };
    const { work, done } = throwing();
    expect(await failing([...nine, message('bad', 'poison#1')], by, work)).toStrictEqual([['bad', 'Error: no key']]);
    expect(done.size).toBe(9);
  });
});

test('messages of a group fail together', async () => {
  const { work } = throwing();
  const batch = [message('a', 'poison#1'), message('b', 's#1'), message('c', 'poison#1')];
  expect(await failing(batch, byStream, work)).toStrictEqual([
    ['a', 'Error: poison'],
    ['c', 'Error: poison'],
  ]);
});

test('a batch without a readable message is not worked on', async () => {
  const { work, calls } = throwing();
  await workThrough([text('bad', '')], { by: byStream, work }, recordedIn);
  expect(calls).toStrictEqual([]);
});

test.each([
  ['each group by itself', (work: () => Promise<void>) => ({ by: byMessage, work: eachGroup(work) })],
  ['one message after the other', (work: () => Promise<void>) => oneByOne(work)],
])('%s: what throws at once, before any promise, fails alone as well', async (_, batches) => {
  let worked = 0;
  const work = () => {
    worked++;
    if (worked === 3) throw new Error('third');
    return Promise.resolve();
  };
  const failures = await workThrough(nine, batches(work), recordedIn);
  expect([...failures.values()].map(String)).toStrictEqual(['Error: third']);
  expect(worked).toBe(9);
});
