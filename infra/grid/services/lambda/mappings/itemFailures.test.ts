import { expect, test } from 'vitest';
import { failuresOf } from './itemFailures.ts';

const IDS = ['a', 'b', 'c'];
const answered = (payload: string) => failuresOf({ payload, logTail: '', requestId: '' }, true, IDS);

test.each(['null', '{}', '{"batchItemFailures":[]}', '{"batchItemFailures":null}', '""'])(
  '%s is a complete success',
  (payload) => {
    expect(answered(payload)).toBe('none');
  },
);

test.each([
  'not json',
  '"text"',
  '{"batchItemFailures":"a"}',
  '{"batchItemFailures":[{"itemIdentifier":""}]}',
  '{"batchItemFailures":[{"itemIdentifier":null}]}',
  '{"batchItemFailures":[{"itemIdentifer":"a"}]}',
  '{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"nobody"}]}',
  '{"batchItemFailures":[null]}',
])('%s is a complete failure', (payload) => {
  expect(answered(payload)).toBe('all');
});

test('the named items failed, and no other', () => {
  expect(answered('{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"b"}]}')).toEqual(new Set(['b']));
});

test('an error of the function is a complete failure, whatever its text says', () => {
  const answer = {
    payload: '{"batchItemFailures":[]}',
    functionError: 'Unhandled' as const,
    logTail: '',
    requestId: '',
  };
  expect(failuresOf(answer, true, IDS)).toBe('all');
});

test('without ReportBatchItemFailures the answer is not looked at', () => {
  const answer = { payload: '{"batchItemFailures":[{"itemIdentifier":"b"}]}', logTail: '', requestId: '' };
  expect(failuresOf(answer, false, IDS)).toBe('none');
});
