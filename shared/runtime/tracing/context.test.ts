import { describe, expect, test } from 'vitest';
import { contextOf, firstTraceparent, newSpanId, sameTrace, traceparent, xrayHeader, xrayTraceId } from './context.ts';

const TRACE = '6745d1f3a006649127e371903a2de979';
const SPAN = '70de5b6f19ff9a0a';
const given = `00-${TRACE}-${SPAN}-01`;

describe('a traceparent', () => {
  test('is read and written alike', () => {
    expect(contextOf(given)).toEqual({ traceId: TRACE, spanId: SPAN, sampled: true });
    expect(contextOf(`00-${TRACE}-${SPAN}-00`)?.sampled).toBe(false);
    expect(traceparent({ traceId: TRACE, spanId: SPAN, sampled: true })).toBe(given);
  });

  test.each([
    ['nothing', undefined],
    ['another version', given.replace(/^00/, '01')],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['a cause of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['capital letters', given.toUpperCase()],
    ['anything behind it', `${given}-x`],
  ])('is none: %s', (_, text) => expect(contextOf(text)).toBeUndefined());

  test('is told to X-Ray with its root in two parts', () => {
    expect(xrayTraceId({ traceId: TRACE, spanId: SPAN, sampled: true })).toBe('1-6745d1f3-a006649127e371903a2de979');
    expect(xrayHeader(given)).toBe(`Root=1-6745d1f3-a006649127e371903a2de979;Parent=${SPAN};Sampled=1`);
    expect(xrayHeader('none')).toBeUndefined();
  });
});

test('two pieces of work are of one trace whatever their own ids', () => {
  expect(sameTrace(given, given.replace(SPAN, '0000000000000001'))).toBe(true);
  expect(sameTrace(given, given.replace(TRACE, TRACE.replace('6', '7')))).toBe(false);
  expect([sameTrace(undefined, undefined), sameTrace(given, undefined), sameTrace(undefined, given)]).toStrictEqual([
    false,
    false,
    false,
  ]);
});

test('ids of pieces of work are sixteen digits, and never the same twice', () => {
  const ids = Array.from({ length: 1_000 }, newSpanId);
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
});

describe('a first request', () => {
  const xray = `Root=1-6745d1f3-a006649127e371903a2de979;Parent=${SPAN};Sampled=0`;

  test("goes on with the caller's trace", () => expect(firstTraceparent(given, xray)).toBe(given));

  test("goes on with X-Ray's, sampled or not, when the caller's is none", () => {
    expect(firstTraceparent('none', xray)).toBe(`00-${TRACE}-${SPAN}-00`);
    expect(firstTraceparent(undefined, xray.replace('Sampled=0', 'Sampled=1'))).toBe(given);
  });

  test('begins a trace of its own when there is neither', () => {
    const [one, other] = [firstTraceparent(undefined, ''), firstTraceparent(undefined, '')];
    expect(contextOf(one)?.sampled).toBe(true);
    expect(contextOf(one)?.traceId).not.toBe(contextOf(other)?.traceId);
  });
});
