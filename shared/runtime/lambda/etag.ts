import { createHash } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { header } from './headers.ts';

/** Whether the caller has this answer already. Proxies that compress mark tags as weak, which here means the same. */
export function isKnown(event: APIGatewayProxyEvent, ETag: string): boolean {
  const tags = header(event, 'If-None-Match')?.split(',') ?? [];
  return tags.some((tag) => ['*', ETag].includes(tag.trim().replace(/^W\//, '')));
}

/** A digest of what is answered, without the quotes of an ETag. */
export function tagOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22);
}
