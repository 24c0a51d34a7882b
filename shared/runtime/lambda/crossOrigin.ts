import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { optionalVariable } from '../environment.ts';
import { header } from './headers.ts';

/** What a page may read of an answer beside its body and its type. */
const READABLE = 'ETag, Location, Retry-After, Idempotency-Replayed, X-Correlation-Id';

/**
 * An answer that a page of another origin may read, if it is one of `CORS_ORIGINS`: API Gateway hands a function's headers
 * on as they are, and adds none. Where nobody named origins, the answer is as it was.
 */
export function readable(response: APIGatewayProxyResult, event: APIGatewayProxyEvent): APIGatewayProxyResult {
  const origins = optionalVariable('CORS_ORIGINS')?.split(' ');
  if (!origins) return response;
  const origin = header(event, 'Origin');
  const allowed = origin !== undefined && origins.includes(origin);
  return {
    ...response,
    headers: {
      ...response.headers,
      // Whoever keeps an answer keeps it for the origin that asked.
      Vary: 'Origin',
      ...(allowed && { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': READABLE }),
    },
  };
}
