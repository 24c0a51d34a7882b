import type { Readable } from 'node:stream';
import { AwsError, type JsonObject } from '../../service.ts';
import { xmlDocument } from './xml.ts';

/** An answer of S3; a body that is a stream has its length in the headers. */
export interface S3Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Readable;
}

/** An XML answer. */
export function xmlAnswer(root: string, content: JsonObject): S3Answer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: xmlDocument(root, content) };
}

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Record<string, string> = {}): S3Answer {
  return { status, headers, body: '' };
}

/** What IAM and the sessions throw, in S3's words. */
const OWN_CODES: Record<string, readonly [code: string, status: number]> = {
  AccessDeniedException: ['AccessDenied', 403],
  ExpiredTokenException: ['ExpiredToken', 400],
};

/** An error as S3 answers it. What is not an `AwsError` is a bug of the grid. */
export function errorAnswer(method: string | undefined, requestId: string, error: unknown): S3Answer {
  const failure =
    error instanceof AwsError ? error : new AwsError('InternalError', `The grid failed: ${String(error)}`, 500);
  const [code, status] = OWN_CODES[failure.code] ?? [failure.code, failure.status];
  const { headers = {}, ...members } = failure.members as { headers?: Record<string, string> };
  if (status === 304) return { status, headers, body: '' };
  const body = { Code: code, Message: failure.message, ...members, RequestId: requestId };
  const text = method === 'HEAD' ? '' : xmlDocument('Error', body, { namespace: false });
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body: text };
}
