import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { correlationOf, header, tokenHeader } from './headers.ts';

const request = (headers: Record<string, string> | null, requestContext?: object) =>
  ({ headers, requestContext }) as unknown as APIGatewayProxyEvent;

test('a header is found whatever its case', () => {
  const event = request({ 'x-one': '1', 'X-TWO': '2' });
  expect([header(event, 'X-One'), header(event, 'x-two'), header(event, 'X-Three')]).toStrictEqual([
    '1',
    '2',
    undefined,
  ]);
  expect(header(request(null), 'X-One')).toBeUndefined();
});

describe('a header that is kept', () => {
  test.each(['a', '!~', 'x'.repeat(255)])('may be %j', (value) =>
    expect(tokenHeader(request({ 'Idempotency-Key': value }), 'Idempotency-Key')).toBe(value),
  );
  test('may be missing', () => expect(tokenHeader(request({}), 'Idempotency-Key')).toBeUndefined());
  test.each(['', 'a b', ' a', 'a ', 'é', 'a\u007f', 'x'.repeat(256)])('may not be %j', (value) => {
    expect(() => tokenHeader(request({ 'Idempotency-Key': value }), 'Idempotency-Key')).toThrow(
      expect.objectContaining({
        code: 'ENTRADA_INVALIDA',
        errors: [{ campo: 'Idempotency-Key', mensaje: 'Debe tener de 1 a 255 caracteres visibles, sin espacios' }],
      }),
    );
  });
});

describe('what joins all that follows from a request', () => {
  const context = { requestId: 'of the API' };
  test("is the caller's id", () =>
    expect(correlationOf(request({ 'x-correlation-id': 'mine' }, context))).toBe('mine'));
  test('is that of the request where the caller gave none that can be kept', () => {
    expect(correlationOf(request({}, context))).toBe('of the API');
    expect(correlationOf(request({ 'x-correlation-id': 'a b' }, context))).toBe('of the API');
  });
  test('is a new one where nobody gave any', () => {
    const [one, other] = [correlationOf(request({})), correlationOf(request({}))];
    expect(one).toMatch(/^[0-9a-f-]{36}$/);
    expect(one).not.toBe(other);
  });
});
