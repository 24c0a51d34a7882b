import { expect, test } from 'vitest';
import * as z from 'zod';
import { event } from '#shared/model/event.ts';
import { tally } from '#shared/model/projection.ts';
import { projectionPattern } from './patterns.ts';

const Weighed = event('Weighed', { context: 'test', schema: z.object({ kg: z.int() }), example: { kg: 1 } });
const stream = { detail: { metadata: { stream: [{ prefix: 'box#' }] } } };
const spec = { of: 'box', initial: 0, contributes: () => ({}) };

test('a tally gets all events of its streams, a sparse one those that it handles', () => {
  const heard = (sum: ReturnType<typeof tally<number, string>>) =>
    projectionPattern(sum.on(Weighed, (_, { kg }) => kg));
  expect(heard(tally('sums', spec))).toStrictEqual(stream);
  expect(heard(tally('sums', { ...spec, sparse: true }))).toStrictEqual({ ...stream, detailType: ['Weighed'] });
});
