import { xmlAnswer } from '../answer.ts';
import { invalidArgument } from '../faults.ts';
import type { StoredObject } from '../storage/objects.ts';
import type { Shelf } from '../storage/shelf.ts';
import { countOf, named, onBucket, type S3Action } from './action.ts';

const MOST_KEYS = 1_000;
/** Comes after whatever begins with the text before it. */
const LAST = '\u{10FFFF}';

interface Wish {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  readonly most: number;
}

interface Listing {
  readonly objects: StoredObject[];
  readonly prefixes: string[];
  /** Where the next page begins, if there is more. */
  readonly next: string | undefined;
}

/** `ListObjectsV2`. */
export function listObjectsV2({ objects }: Shelf): S3Action {
  return {
    method: 'GET',
    of: 'bucket',
    marked: 'list-type',
    parameters: [
      'prefix',
      'delimiter',
      'max-keys',
      'continuation-token',
      'start-after',
      'encoding-type',
      'fetch-owner',
    ],
    permissions: (request) => [onBucket('ListBucket', request)],
    run({ request }) {
      const { query } = request;
      if (query.get('list-type') !== '2')
        throw invalidArgument('Invalid list type', 'list-type', query.get('list-type') ?? '');
      const token = query.get('continuation-token');
      const text = (name: string) => query.get(name) ?? '';
      const most = Math.min(countOf(query, 'max-keys', MOST_KEYS), MOST_KEYS);
      const wish = {
        ...{ bucket: named(request).bucket, prefix: text('prefix'), delimiter: text('delimiter'), most },
        after: token === null ? text('start-after') : placeOf(token),
      };
      const { objects: found, prefixes, next } = list(objects, wish);
      const written = writerOf(query);
      return xmlAnswer('ListBucketResult', {
        Name: wish.bucket,
        Prefix: written(wish.prefix),
        ...(wish.delimiter && { Delimiter: written(wish.delimiter) }),
        ...(query.has('start-after') && { StartAfter: written(text('start-after')) }),
        ...(query.has('encoding-type') && { EncodingType: 'url' }),
        ...(token !== null && { ContinuationToken: token }),
        ...(next !== undefined && { NextContinuationToken: tokenOf(next) }),
        MaxKeys: most,
        KeyCount: found.length + prefixes.length,
        IsTruncated: next !== undefined,
        Contents: found.map((object) => contentOf(object, written)),
        CommonPrefixes: prefixes.map((prefix) => ({ Prefix: written(prefix) })),
      });
    },
  };
}

function list(objects: Shelf['objects'], { bucket, prefix, delimiter, after, most }: Wish): Listing {
  const found: StoredObject[] = [];
  const prefixes: string[] = [];
  let at = after;
  for (;;) {
    const page = objects.list({ bucket, prefix, after: at, limit: MOST_KEYS + 1 });
    let leapt = false;
    for (const object of page) {
      if (found.length + prefixes.length >= most)
        return { objects: found, prefixes, next: most === 0 ? undefined : at };
      const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
      if (end === -1) {
        found.push(object);
        at = object.key;
        continue;
      }
      const common = object.key.slice(0, end + delimiter.length);
      prefixes.push(common);
      at = common + LAST;
      leapt = true;
      break;
    }
    if (!leapt && page.length <= MOST_KEYS) return { objects: found, prefixes, next: undefined };
  }
}

function contentOf({ key, size, etag, modified, checksums }: StoredObject, written: (text: string) => string) {
  const [checksum] = Object.keys(checksums);
  return {
    Key: written(key),
    LastModified: new Date(modified).toISOString(),
    ETag: etag,
    ...(checksum && {
      ChecksumAlgorithm: checksum.slice('x-amz-checksum-'.length).toUpperCase(),
      ChecksumType: 'FULL_OBJECT',
    }),
    Size: size,
    StorageClass: 'STANDARD',
  };
}

/** With `encoding-type=url`, keys are escaped, since XML cannot hold every character of a key. */
function writerOf(query: URLSearchParams): (text: string) => string {
  const type = query.get('encoding-type');
  if (type === null) return (text) => text;
  if (type === 'url') return (text) => encodeURIComponent(text).replaceAll('%2F', '/');
  throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', type);
}

function tokenOf(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** @throws InvalidArgument for what is no token. */
function placeOf(token: string): string {
  const place = Buffer.from(token, 'base64url').toString();
  if (token !== '' && tokenOf(place) === token) return place;
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}
