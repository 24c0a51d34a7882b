import { createHash, createHmac } from 'node:crypto';
import type { S3Request } from './request.ts';

/** What a signature of version 4 says of itself. */
export interface Signature {
  readonly accessKeyId: string;
  /** `20261124/us-east-1/s3/aws4_request` */
  readonly scope: string;
  /** `20261124T120000Z` */
  readonly date: string;
  /** Lower-case names, in order. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
  /** The digest of the payload that was signed, or a word for that it was not. */
  readonly payload: string;
}

/**
 * The signature that a secret gives this request.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and sigv4-query-string-auth.html
 */
export function signatureOf(request: S3Request, signed: Signature, secret: string): string {
  const toSign = ['AWS4-HMAC-SHA256', signed.date, signed.scope, sha256(canonicalRequest(request, signed))].join('\n');
  const key = signed.scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString('hex');
}

function canonicalRequest({ method, path, query, headers }: S3Request, { signedHeaders, payload }: Signature): string {
  const parameters = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort();
  const lines = signedHeaders.map((name) => `${name}:${spacesOf([headers[name] ?? ''].flat().join(','))}\n`);
  const uri = path.split('/').map((segment) => escaped(decodeURIComponent(segment)));
  return [method, uri.join('/'), parameters.join('&'), lines.join(''), signedHeaders.join(';'), payload].join('\n');
}

/** RFC 3986: `encodeURIComponent` leaves five characters that S3 has escaped. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function spacesOf(value: string): string {
  return value.trim().replace(/ +/g, ' ');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
