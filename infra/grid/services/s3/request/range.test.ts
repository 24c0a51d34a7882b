import { expect, test } from 'vitest';
import { rangeOf } from './range.ts';

test.each([
  [undefined, 10, undefined],
  ['bytes=0-0', 10, { start: 0, end: 0 }],
  ['bytes=2-', 10, { start: 2, end: 9 }],
  ['bytes=2-99', 10, { start: 2, end: 9 }],
  ['bytes=-3', 10, { start: 7, end: 9 }],
  ['bytes=-30', 10, { start: 0, end: 9 }],
  ['bytes=5-2', 10, undefined],
  ['bytes=0-1,3-4', 10, undefined],
  ['lines=1-2', 10, undefined],
])('%s of %s bytes', (header, size, range) => {
  expect(rangeOf(header, size)).toStrictEqual(range);
});

test.each([
  ['bytes=10-', 10],
  ['bytes=-0', 10],
  ['bytes=0-', 0],
])('%s of %s bytes is not there', (header, size) => {
  expect(() => rangeOf(header, size)).toThrow('The requested range is not satisfiable');
});
