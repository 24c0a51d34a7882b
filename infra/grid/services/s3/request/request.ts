import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AwsError } from '../../../service.ts';
import { addressOf } from './address.ts';

/** A request to S3. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  /** The path as it came, which is what was signed. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly sourceIp: string | undefined;
  /** The body, unread. */
  readonly incoming: IncomingMessage;
}

/**
 * Reads what is asked for, of the body nothing.
 * @throws InvalidURI for a path that is no percent-encoded UTF-8.
 */
export function readRequest(incoming: IncomingMessage): S3Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1));
  const { bucket, key } = addressOf(headers.host, decoded(path));
  const sourceIp = incoming.socket.remoteAddress?.replace(/^::ffff:/, '');
  return { method, bucket, key, path, query, headers, sourceIp, incoming };
}

/** The value of a header, or of the parameter that a presigned URL has in its place. */
export function headerOf({ headers, query }: S3Request, name: string): string | undefined {
  const value = headers[name] ?? parameterOf(query, name);
  return Array.isArray(value) ? value.join(',') : value;
}

function parameterOf(query: URLSearchParams, name: string): string | undefined {
  if (!name.startsWith('x-amz-')) return undefined;
  for (const [parameter, value] of query) if (parameter.toLowerCase() === name) return value;
  return undefined;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", 400, { URI: path });
  }
}
