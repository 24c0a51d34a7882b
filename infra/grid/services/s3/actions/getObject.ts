import { emptyAnswer, type S3Answer } from '../answer.ts';
import { noSuchKey } from '../faults.ts';
import { checkRead } from '../request/conditions.ts';
import { type Range, rangeOf } from '../request/range.ts';
import { headerOf, type S3Request } from '../request/request.ts';
import type { StoredObject } from '../storage/objects.ts';
import type { Shelf } from '../storage/shelf.ts';
import { named, onBucket, onObject, type S3Action, type S3Call } from './action.ts';
import { FULL } from './putObject.ts';

/** Parameters by which a URL gives the answer other headers. */
const OVERRIDES: Record<string, string> = {
  'response-cache-control': 'cache-control',
  'response-content-disposition': 'content-disposition',
  'response-content-encoding': 'content-encoding',
  'response-content-language': 'content-language',
  'response-content-type': 'content-type',
  'response-expires': 'expires',
};

/** `GetObject` and `HeadObject`. */
export function readingActions(shelf: Shelf): Record<string, S3Action> {
  const reading = {
    of: 'object' as const,
    parameters: Object.keys(OVERRIDES),
    permissions: (request: S3Request) => [onObject('GetObject', named(request), request)],
  };
  return {
    HeadObject: { ...reading, method: 'HEAD', run: (call) => head(call.request, find(shelf, call)).answer },
    GetObject: { ...reading, method: 'GET', run: (call) => get(shelf, call) },
  };
}

async function get(shelf: Shelf, call: S3Call): Promise<S3Answer> {
  const object = find(shelf, call);
  const { answer, range } = head(call.request, object);
  if (object.size === 0) return answer;
  try {
    return { ...answer, body: await shelf.blobs.read(object.blob, range) };
  } catch (error) {
    // Its content goes when it is written over: then there is another by now, or none.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && find(shelf, call).blob !== object.blob)
      return get(shelf, call);
    throw error;
  }
}

/** The object, of which one who may not list the bucket does not learn that it is not there. */
function find({ objects }: Shelf, { request, check }: S3Call): StoredObject {
  const { bucket, key } = named(request);
  const object = objects.find(bucket, key);
  if (object) return object;
  check(onBucket('ListBucket', request));
  throw noSuchKey(key);
}

/** All of the answer but its body, which is the bytes of `range`. */
function head({ headers, query, ...request }: S3Request, object: StoredObject): { answer: S3Answer; range: Range } {
  checkRead(headers, object);
  const part = rangeOf(headers.range, object.size);
  const range = part ?? { start: 0, end: object.size - 1 };
  const wantsChecksum = headerOf({ headers, query, ...request }, 'x-amz-checksum-mode') === 'ENABLED';
  const hasChecksum = wantsChecksum && part === undefined && Object.keys(object.checksums).length > 0;
  const overridden = Object.entries(OVERRIDES).flatMap(([name, header]) => {
    const value = query.get(name);
    return value === null ? [] : [[header, value]];
  });
  const answer = emptyAnswer(part ? 206 : 200, {
    ...object.headers,
    ...Object.fromEntries(overridden),
    'accept-ranges': 'bytes',
    'content-length': String(range.end - range.start + 1),
    etag: object.etag,
    'last-modified': new Date(object.modified).toUTCString(),
    ...(part && { 'content-range': `bytes ${part.start}-${part.end}/${object.size}` }),
    ...(hasChecksum && { ...object.checksums, ...FULL }),
  });
  return { answer, range };
}
