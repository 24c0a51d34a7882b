import { AwsError, type Permission } from '../../../service.ts';
import type { S3Answer } from '../answer.ts';
import type { Deed, EventName } from '../notifications/deed.ts';
import { headerOf, type S3Request } from '../request/request.ts';

/** A request to a bucket, which is there, by one who may ask that. */
export interface S3Call {
  readonly request: S3Request;
  /** @throws AccessDenied unless the caller may do this too. */
  check(permission: Permission): void;
  /** What this call does to an object, for those who are told. */
  deed(event: EventName): Deed;
}

/** One action of S3's API, which is REST of its own kind. */
export interface S3Action {
  readonly method: string;
  readonly of: 'service' | 'bucket' | 'object';
  /** The parameter that tells it from others of the same method: `?cors`. */
  readonly marked?: string;
  /** The header that does. */
  readonly withHeader?: string;
  /** Names of further parameters that it acts on. */
  readonly parameters?: readonly string[];
  /** Makes the bucket that it names. */
  readonly makesBucket?: true;
  /** The rights that it needs. */
  permissions(request: S3Request): Permission[];
  run(call: S3Call): Promise<S3Answer> | S3Answer;
}

/** An action on a bucket or an object that is named in the request. */
export interface Named {
  readonly bucket: string;
  readonly key: string;
}

/** Names that the request has: whoever is routed here has a bucket, and a key where the action is on an object. */
export function named({ bucket = '', key = '' }: S3Request): Named {
  return { bucket, key };
}

/** The right to `action` on the bucket. */
export function onBucket(action: string, request: S3Request): Permission {
  const { query } = request;
  const context: Record<string, string> = {};
  for (const name of ['prefix', 'delimiter', 'max-keys'])
    if (query.has(name)) context[`s3:${name}`] = query.get(name) ?? '';
  return { action: `s3:${action}`, resource: arnOf(named(request).bucket), context };
}

/** The right to `action` on an object, by its own bucket's policy. */
export function onObject(action: string, { bucket, key }: Named, request: S3Request): Permission {
  const context: Record<string, string> = {};
  for (const name of ['x-amz-acl', 'x-amz-server-side-encryption', 'x-amz-content-sha256']) {
    const value = headerOf(request, name);
    if (value !== undefined) context[`s3:${name}`] = value;
  }
  return { action: `s3:${action}`, resource: `${arnOf(bucket)}/${key}`, policyOf: arnOf(bucket), context };
}

/** A whole number from a parameter. @throws InvalidArgument */
export function countOf(query: URLSearchParams, name: string, byDefault: number): number {
  const value = query.get(name);
  if (value === null) return byDefault;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const members = { ArgumentName: name, ArgumentValue: value };
  throw new AwsError('InvalidArgument', `Provided ${name} not an integer or within integer range`, 400, members);
}

function arnOf(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}
