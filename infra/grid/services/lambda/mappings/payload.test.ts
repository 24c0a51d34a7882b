import { expect, test } from 'vitest';
import { firstPayload } from './payload.ts';

test('a batch beyond 6 MB is cut, and a record on its own is always given', () => {
  const record = { body: 'x'.repeat(2.5 * 2 ** 20) };
  expect(firstPayload([record, record, record]).count).toBe(2);
  expect(firstPayload([{ body: 'x'.repeat(7 * 2 ** 20) }]).count).toBe(1);
  expect(JSON.parse(firstPayload([{ a: 1 }, { b: 2 }]).text)).toEqual({ Records: [{ a: 1 }, { b: 2 }] });
});
