import { expect, test } from 'vitest';
import { newSegmentId, newTraceId, readTraceHeader, writeTraceHeader } from './traceHeader.ts';

const ROOT = '1-67458888-0123456789abcdef01234567';
const PARENT = '0123456789abcdef';

test.each([
  ['a whole header', `Root=${ROOT};Parent=${PARENT};Sampled=1`, { root: ROOT, parent: PARENT, sampled: true }],
  ['other order, letters and blanks', ` sampled=0; root=${ROOT}`, { root: ROOT, sampled: false }],
  ['a question for a decision', `Root=${ROOT};Sampled=?`, { root: ROOT }],
  ['parts of others', `Self=1-2-3;Root=${ROOT};Lineage=1:2|3:0`, { root: ROOT }],
  ['a parent that is none', `Root=${ROOT};Parent=casa`, { root: ROOT }],
  ['no header', undefined, undefined],
  ['an empty one', '', undefined],
  ['no root', `Parent=${PARENT};Sampled=1`, undefined],
  ['a root that is none', 'Root=casa;Sampled=1', undefined],
])('%s', (_, text, expected) => expect(readTraceHeader(text)).toStrictEqual(expected));

test('what is written is read', () => {
  const header = { root: newTraceId(Date.now()), parent: newSegmentId(), sampled: false };
  expect(readTraceHeader(writeTraceHeader(header))).toStrictEqual(header);
});
