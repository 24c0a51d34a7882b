import type { APIGatewayProxyEvent } from 'aws-lambda';
import { afterEach, expect, test, vi } from 'vitest';
import { readable } from './crossOrigin.ts';

afterEach(() => void vi.unstubAllEnvs());

const ANSWER = { statusCode: 200, headers: { ETag: '"3"' }, body: '{}' };
const from = (headers: Record<string, string>) => readable(ANSWER, { headers } as unknown as APIGatewayProxyEvent);

test('where nobody named origins, an answer stays as it was', () =>
  expect(from({ Origin: 'https://panel.tienda.co' })).toBe(ANSWER));

test.each(['Origin', 'origin'])('a page of an origin that was named may read it (%s)', (name) => {
  vi.stubEnv('CORS_ORIGINS', 'https://panel.tienda.co https://otra.co');
  expect(from({ [name]: 'https://otra.co' }).headers).toStrictEqual({
    ETag: '"3"',
    Vary: 'Origin',
    'Access-Control-Allow-Origin': 'https://otra.co',
    'Access-Control-Expose-Headers': 'ETag, Location, Retry-After, Idempotency-Replayed, X-Correlation-Id',
  });
});

test.each([
  {},
  { Origin: 'https://panel.tienda.com' },
  { Origin: 'https://panel.tienda.co https://otra.co' },
  { Origin: 'null' },
])('of another it may not: %j', (headers) => {
  vi.stubEnv('CORS_ORIGINS', 'https://panel.tienda.co https://otra.co');
  expect(from(headers).headers).toStrictEqual({ ETag: '"3"', Vary: 'Origin' });
});
