import type { Readable, Transform } from 'node:stream';
import { AwsError } from '../../../service.ts';
import { notImplemented } from '../faults.ts';
import { CHECKSUMS } from '../storage/checksums.ts';
import { ChunkedPayload } from './chunked.ts';
import { headerOf, type S3Request } from './request.ts';

const PREFIX = 'x-amz-checksum-';
const CHUNKED = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
/** 5 GiB: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const MOST_BYTES = 5 * 2 ** 30;

/** What a request says of its payload. */
export interface Payload {
  /** The bytes, one stream through the other. */
  readonly streams: readonly [Readable, ...Transform[]];
  /** Names of the digests that `check` wants. */
  readonly digests: ReadonlySet<string>;
  /**
   * Holds what came against what was said, and gives the checksums by header, in base64.
   * @throws BadDigest, XAmzContentSHA256Mismatch, IncompleteBody.
   */
  check(came: Came): Record<string, string>;
}

/** What came. */
export interface Came {
  /** In bytes. */
  readonly size: number;
  readonly digests: ReadonlyMap<string, Buffer>;
}

/**
 * How to read the payload of a request, and what it must be.
 * @throws MissingContentLength, EntityTooLarge, InvalidDigest, InvalidRequest, NotImplemented before anything is read.
 */
export function payloadOf(request: S3Request): Payload {
  const sha256 = headerOf(request, 'x-amz-content-sha256');
  const isChunked = sha256 === CHUNKED;
  if (sha256?.startsWith('STREAMING-') && !isChunked) throw notImplemented(`payloads of the kind ${sha256}`);
  const length = lengthOf(request, isChunked);
  const md5 = md5Of(request);
  const signed = /^[0-9a-f]{64}$/.test(sha256 ?? '') ? sha256 : undefined;
  const checksum = checksumOf(request);
  const chunked = isChunked ? new ChunkedPayload() : undefined;
  const digests = new Set(['md5', ...(signed === undefined ? [] : ['sha256']), ...(checksum ? [checksum] : [])]);
  return {
    streams: chunked ? [request.incoming, chunked] : [request.incoming],
    digests,
    check(came) {
      if (came.size !== length) {
        const message = 'You did not provide the number of bytes specified by the Content-Length HTTP header';
        throw new AwsError('IncompleteBody', message);
      }
      if (md5 !== undefined && !came.digests.get('md5')?.equals(md5)) throw badDigest('Content-MD5');
      if (signed !== undefined && came.digests.get('sha256')?.toString('hex') !== signed) {
        const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
        throw new AwsError('XAmzContentSHA256Mismatch', message);
      }
      if (checksum === undefined) return {};
      const computed = came.digests.get(checksum)?.toString('base64') ?? '';
      const said = headerOf(request, PREFIX + checksum) ?? chunked?.trailers.get(PREFIX + checksum);
      if (said !== computed) throw badDigest(checksum.toUpperCase());
      return { [PREFIX + checksum]: computed };
    },
  };
}

function lengthOf(request: S3Request, isChunked: boolean): number {
  const said = isChunked ? headerOf(request, 'x-amz-decoded-content-length') : request.headers['content-length'];
  if (said === undefined || !/^\d+$/.test(said)) {
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  }
  const length = Number(said);
  if (length <= MOST_BYTES) return length;
  const members = { ProposedSize: said, MaxSizeAllowed: String(MOST_BYTES) };
  throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, members);
}

function md5Of({ headers }: S3Request): Buffer | undefined {
  const said = [headers['content-md5']].flat()[0];
  if (said === undefined) return undefined;
  const md5 = Buffer.from(said, 'base64');
  if (md5.length === 16) return md5;
  throw new AwsError('InvalidDigest', 'The Content-MD5 you specified is not valid.');
}

/** The name of the one checksum that comes with the request, in a header or behind the payload. */
function checksumOf(request: S3Request): string | undefined {
  const announced = (headerOf(request, 'x-amz-trailer') ?? '').toLowerCase().split(',');
  const said = [...Object.keys(request.headers), ...lowered(request.query.keys()), ...announced]
    .map((name) => name.trim())
    .filter((name) => name.startsWith(PREFIX) && name !== `${PREFIX}mode` && name !== `${PREFIX}type`)
    .map((name) => name.slice(PREFIX.length));
  if (said.length > 1) {
    throw new AwsError(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const [name] = said;
  if (name !== undefined && !CHECKSUMS.includes(name)) throw notImplemented(`the checksum "${name}"`);
  return name;
}

function lowered(names: Iterable<string>): string[] {
  return [...names].map((name) => name.toLowerCase());
}

function badDigest(what: string): AwsError {
  return new AwsError('BadDigest', `The ${what} you specified did not match what was received.`);
}
