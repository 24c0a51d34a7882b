import { AwsError } from '../../../service.ts';
import { emptyAnswer } from '../answer.ts';
import { notImplemented } from '../faults.ts';
import { checkWrite } from '../request/conditions.ts';
import { payloadOf } from '../request/payload.ts';
import type { S3Request } from '../request/request.ts';
import type { Blob } from '../storage/blobs.ts';
import type { Shelf } from '../storage/shelf.ts';
import { named, onObject, type S3Action } from './action.ts';

/** Kept with an object, and given back with it. */
const KEPT = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const MOST_METADATA = 2_048;
const MOST_KEY = 1_024;

/** `PutObject`. The body goes to the disk as it comes. */
export function putObject(shelf: Shelf): S3Action {
  return {
    method: 'PUT',
    of: 'object',
    permissions: (request) => [onObject('PutObject', named(request), request)],
    async run({ request, deed }) {
      const { bucket, key } = named(request);
      const { blobs } = shelf;
      checkKey(key);
      const headers = keptHeaders(request);
      const payload = payloadOf(request);
      const blob = await blobs.write(payload.streams, payload.digests);
      const checksums = await keeping(shelf, blob, () => payload.check(blob));
      const etag = await shelf.keep({ bucket, key, headers, checksums }, blob, {
        deed: deed('ObjectCreated:Put'),
        check: (present) => checkWrite(request.headers, key, present),
      });
      return emptyAnswer(200, { etag, ...checksums, ...(Object.keys(checksums).length > 0 && FULL) });
    },
  };
}

/** That a checksum is of the whole object, which the grid knows no other of. */
export const FULL = { 'x-amz-checksum-type': 'FULL_OBJECT' };

/** The headers of a request that stay with the object. @throws MetadataTooLarge */
export function keptHeaders({ headers, query }: S3Request): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of KEPT) if (headers[name] !== undefined) kept[name] = String(headers[name]);
  const coding = codingOf(headers['content-encoding']);
  if (coding !== '') kept['content-encoding'] = coding;
  let size = 0;
  for (const [name, value] of [...Object.entries(headers), ...query]) {
    if (!name.toLowerCase().startsWith('x-amz-meta-')) continue;
    kept[name.toLowerCase()] = String(value);
    size += name.length - 'x-amz-meta-'.length + String(value).length;
  }
  if (size <= MOST_METADATA) return kept;
  throw new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size');
}

/** @throws KeyTooLongError; NotImplemented for a key with a zero byte, which SQLite would cut. */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) > MOST_KEY) throw new AwsError('KeyTooLongError', 'Your key is too long');
  if (key.includes('\0')) throw notImplemented('keys with a zero byte');
}

/** Of `aws-chunked` nothing is left once the chunks are off. */
function codingOf(header: string | undefined): string {
  const codings = (header ?? '').split(',').map((coding) => coding.trim());
  return codings.filter((coding) => coding !== '' && coding !== 'aws-chunked').join(', ');
}

async function keeping<T>({ blobs }: Shelf, { id }: Blob, work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    await blobs.remove(id);
    throw error;
  }
}
