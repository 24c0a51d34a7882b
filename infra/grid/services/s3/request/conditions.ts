import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../../../service.ts';
import { noSuchKey } from '../faults.ts';
import type { StoredObject } from '../storage/objects.ts';

/**
 * Throws unless the object may be read as the request's conditions say, which go before each other as in
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html.
 * @throws PreconditionFailed, NotModified (with the headers of an answer without a body).
 */
export function checkRead(headers: IncomingHttpHeaders, { etag, modified }: StoredObject): void {
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  const since = momentOf(headers['if-modified-since']);
  const until = momentOf(headers['if-unmodified-since']);
  if (match !== undefined && !names(match, etag)) throw preconditionFailed('If-Match');
  if (match === undefined && until !== undefined && modified > until) throw preconditionFailed('If-Unmodified-Since');
  const isKnown = noneMatch === undefined ? since !== undefined && modified <= since : names(noneMatch, etag);
  if (!isKnown) return;
  const unchanged = { headers: { etag, 'last-modified': new Date(modified).toUTCString() } };
  throw new AwsError('NotModified', 'Not Modified', 304, unchanged);
}

/**
 * Throws unless the object, if there is one, may be written over.
 * @throws PreconditionFailed, NoSuchKey.
 */
export function checkWrite(headers: IncomingHttpHeaders, key: string, present: StoredObject | undefined): void {
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined && present && names(noneMatch, present.etag)) throw preconditionFailed('If-None-Match');
  if (match === undefined) return;
  if (!present) throw noSuchKey(key);
  if (!names(match, present.etag)) throw preconditionFailed('If-Match');
}

function names(header: string, etag: string): boolean {
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.some((tag) => tag === '*' || tag === etag || `"${tag}"` === etag);
}

function momentOf(date: string | undefined): number | undefined {
  const moment = Date.parse(date ?? '');
  return Number.isNaN(moment) ? undefined : moment;
}

function preconditionFailed(condition: string): AwsError {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new AwsError('PreconditionFailed', message, 412, { Condition: condition });
}
