import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { event, older } from '#shared/model/event.ts';
import { projection } from '#shared/model/projection.ts';
import { recorded } from '#shared/testing/bus.ts';
import { fold, newsAfter, opaque } from './fold.ts';

const at = (version: number, data: object = { n: version }) =>
  recorded('Added', { stream: 'box#1', version, id: `e${version}`, schemaVersion: 2 }, data);
const versions = (events: readonly { metadata: { version: number } }[]) =>
  events.map(({ metadata }) => metadata.version);

describe('the news after a version', () => {
  const unread = () => Promise.reject(new Error('The log was read.'));

  test('are what follows it, in order and once, without a look into the log', async () => {
    const received = [at(4), at(2), at(3), at(1), at(3)];
    expect(versions(await newsAfter(2, received, unread))).toStrictEqual([3, 4]);
    expect(versions(await newsAfter(0, received, unread))).toStrictEqual([1, 2, 3, 4]);
  });

  test('are none when all is known', async () => {
    expect(await newsAfter(3, [at(3), at(2)], unread)).toStrictEqual([]);
    expect(await newsAfter(0, [], unread)).toStrictEqual([]);
  });

  test('are what the log has, where there is a gap', async () => {
    const asked: number[] = [];
    const log = async (version: number) => {
      asked.push(version);
      return [at(2), at(3), at(4), at(5)];
    };
    expect(versions(await newsAfter(1, [at(4), at(2)], log))).toStrictEqual([2, 3, 4, 5]);
    expect(asked).toStrictEqual([1]);
    expect(versions(await newsAfter(1, [at(5)], log))).toStrictEqual([2, 3, 4, 5]);
  });

  test('are an error where the log ends before them', async () => {
    const message = 'The log of box#1 ends before version 4, which the bus has brought.';
    await expect(newsAfter(1, [at(4)], async () => [at(2), at(3)])).rejects.toThrow(message);
    await expect(newsAfter(1, [at(4)], async () => [])).rejects.toThrow(message);
  });
});

describe('a fold', () => {
  const Added = event('Added', {
    context: 'test',
    schema: z.object({ n: z.int() }),
    example: { n: 1 },
    older: [older({ schema: z.object({ m: z.int() }), example: { m: 1 }, up: ({ m }) => ({ n: 100 * m }) })],
  });
  const { handlers } = projection<{ sum: number; last: string }>('sums', { of: 'box', key: 'last' }).on(
    Added,
    (state, { n }, { metadata }) => ({ sum: (state?.sum ?? 0) + n, last: metadata.id }),
  );
  const before = { version: 1, state: { sum: 1, last: 'e1' } };

  test('takes the events one after the other, in the present form', async () => {
    const old = at(3, { m: 2 });
    const news = [at(2), { ...old, metadata: { ...old.metadata, schemaVersion: 1 } }];
    expect(await fold(handlers, before, { news, reveal: opaque })).toStrictEqual({
      version: 3,
      state: { sum: 203, last: 'e3' },
    });
  });

  test('moves on over an event that nobody handles', async () => {
    const other = recorded('Other', { version: 3 });
    expect(await fold(handlers, before, { news: [at(2), other], reveal: opaque })).toStrictEqual({
      version: 3,
      state: { sum: 3, last: 'e2' },
    });
  });

  test('stays where it is without news', async () =>
    expect(await fold(handlers, before, { news: [], reveal: opaque })).toStrictEqual(before));

  test('sees what is revealed, in the data and in the event', async () => {
    const seen: unknown[] = [];
    const seeing = projection<{ id: string }>('seeing', { of: 'box', key: 'id' }).on(
      Added,
      (state, data, { data: of }) => {
        seen.push(data, of);
        return state;
      },
    );
    const reveal = async ({ type }: { type: string }, data: unknown) => ({ type, was: data });
    await fold(seeing.handlers, { version: 0, state: undefined }, { news: [at(1)], reveal });
    expect(seen).toStrictEqual(Array(2).fill({ type: 'Added', was: { n: 1 } }));
  });

  test('does not reveal what it wants sealed', async () => {
    const seals = projection<{ sum: number; last: string }>('seals', { of: 'box', key: 'last' }).onSealed(
      Added,
      (_, { n }, { metadata }) => ({ sum: n, last: metadata.id }),
    );
    const reveal = () => Promise.reject(new Error('It was revealed.'));
    expect(await fold(seals.handlers, before, { news: [at(2)], reveal })).toStrictEqual({
      version: 2,
      state: { sum: 2, last: 'e2' },
    });
  });
});
