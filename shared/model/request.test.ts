import { expect, test } from 'vitest';
import * as z from 'zod';
import { request } from './request.ts';

test('a request is its type and its data', () => {
  const schema = z.object({ id: z.string() });
  const ask = request('ask', { context: 'x', schema, example: { id: '1' } });
  expect(ask({ id: '2' })).toStrictEqual({ kind: 'request', type: 'ask', data: { id: '2' } });
  expect({ ...ask }).toStrictEqual({ type: 'ask', context: 'x', schema, example: { id: '1' } });
});
