import { ACCOUNT } from '../../../service.ts';
import { accessDenied, notImplemented } from '../faults.ts';
import type { S3Request } from './request.ts';

/** Of the signature, or acted on by one of the actions. */
const ACTED = new Set([
  'x-amz-algorithm',
  'x-amz-checksum-mode',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-expected-bucket-owner',
  'x-amz-expires',
  'x-amz-metadata-directive',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
  'x-amz-trailer',
]);

/** They change nothing that a caller could see: nobody is charged, and nothing is encrypted at rest. */
const HARMLESS = new Set([
  'x-amz-request-payer',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-server-side-encryption-context',
  'x-amz-user-agent',
]);

/** Values that say what is so anyway. */
const USUAL: Record<string, readonly string[]> = {
  'x-amz-acl': ['private', 'bucket-owner-full-control'],
  'x-amz-checksum-type': ['FULL_OBJECT'],
  'x-amz-object-ownership': ['BucketOwnerEnforced'],
  'x-amz-storage-class': ['STANDARD'],
};

/**
 * Throws for a header, or the parameter that a presigned URL has for it, that S3 would act on and the grid does not.
 * @throws NotImplemented that names it; AccessDenied for a bucket that is expected to be another account's.
 */
export function checkHeaders({ headers, query }: S3Request): void {
  const said = [...Object.entries(headers), ...[...query].map(([name, value]) => [name.toLowerCase(), value] as const)];
  for (const [name, value] of said) {
    if (!name.startsWith('x-amz-') || ACTED.has(name) || HARMLESS.has(name)) continue;
    if (name.startsWith('x-amz-meta-') || USUAL[name]?.includes(String(value))) continue;
    if (name.startsWith('x-amz-checksum-')) continue;
    throw notImplemented(`the header "${name}: ${value}"`);
  }
  const owner = headers['x-amz-expected-bucket-owner'];
  if (owner !== undefined && owner !== ACCOUNT) throw accessDenied('Access Denied');
}
