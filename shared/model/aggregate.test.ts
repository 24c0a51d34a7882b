import { expect, test } from 'vitest';
import * as z from 'zod';
import { aggregate } from './aggregate.ts';
import { event } from './event.ts';

const spec = { context: 'x', schema: z.object({ n: z.int() }), example: { n: 1 } };
const [Added, Other] = [event('Added', spec), event('Other', spec)];

test('an aggregate folds the facts that it knows, and stays as it is at others', () => {
  const bare = aggregate<{ sum: number; at: string }>('sums', { sum: 0, at: '' }, { every: 2, revision: 1 });
  const sums = bare.on(Added, ({ sum }, { n }, at) => ({ sum: sum + n, at }));
  const state = { sum: 1, at: 'then' };
  expect(sums.evolve(state, Added({ n: 2 }), 'now')).toStrictEqual({ sum: 3, at: 'now' });
  expect(sums.evolve(state, Other({ n: 2 }), 'now')).toBe(state);
  expect(sums).toMatchObject({ name: 'sums', initial: { sum: 0, at: '' }, snapshots: { every: 2, revision: 1 } });
  expect([Object.keys(bare.folds), Object.keys(sums.folds)]).toStrictEqual([[], ['Added']]);
});
