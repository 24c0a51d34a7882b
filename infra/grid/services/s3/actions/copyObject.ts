import { xmlAnswer } from '../answer.ts';
import { accessDenied, invalidArgument, noSuchKey } from '../faults.ts';
import { checkWrite } from '../request/conditions.ts';
import { headerOf, type S3Request } from '../request/request.ts';
import type { Shelf } from '../storage/shelf.ts';
import { type Named, named, onObject, type S3Action } from './action.ts';
import { checkKey, keptHeaders } from './putObject.ts';

/** `CopyObject`. */
export function copyObject(shelf: Shelf): S3Action {
  return {
    method: 'PUT',
    of: 'object',
    withHeader: 'x-amz-copy-source',
    permissions: (request) => [
      onObject('GetObject', sourceOf(request), request),
      onObject('PutObject', named(request), request),
    ],
    async run({ request, deed }) {
      const { bucket, key } = named(request);
      const from = sourceOf(request);
      checkKey(key);
      const source = shelf.objects.find(shelf.buckets.get(from.bucket).name, from.key);
      if (!source) throw noSuchKey(from.key);
      const replaces = directiveOf(request) === 'REPLACE';
      if (!replaces && bucket === from.bucket && key === from.key) {
        throw accessDenied('This copy request is illegal because it is trying to copy an object to itself.');
      }
      const headers = replaces ? keptHeaders(request) : source.headers;
      const modified = Math.floor(shelf.grid.clock.now() / 1000) * 1000;
      const blob = await shelf.blobs.copy(source.blob);
      const object = { ...source, bucket, key, blob, modified, headers };
      await shelf.put(object, {
        deed: deed('ObjectCreated:Copy'),
        check: (present) => checkWrite(request.headers, key, present),
      });
      return xmlAnswer('CopyObjectResult', { LastModified: new Date(modified).toISOString(), ETag: source.etag });
    },
  };
}

/** `/bucket/key` or `bucket/key`, escaped. */
function sourceOf(request: S3Request): Named {
  const header = headerOf(request, 'x-amz-copy-source') ?? '';
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(header)) ?? [];
  if (bucket !== undefined && key !== undefined && !header.includes('?')) return { bucket, key };
  const message = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey';
  throw invalidArgument(message, 'x-amz-copy-source', header);
}

function directiveOf(request: S3Request): string {
  const directive = headerOf(request, 'x-amz-metadata-directive') ?? 'COPY';
  if (directive === 'COPY' || directive === 'REPLACE') return directive;
  throw invalidArgument('Unknown metadata directive.', 'x-amz-metadata-directive', directive);
}
