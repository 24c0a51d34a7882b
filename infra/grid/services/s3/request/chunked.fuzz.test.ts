import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkedPayload } from './chunked.ts';

const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((part) => Buffer.from(part));

/** A body as a client sends it. */
function framed(parts: readonly Buffer[], trailer: string): Buffer {
  const chunks = parts.map((part) => Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, CRLF]));
  return Buffer.concat([...chunks, Buffer.from(`0\r\n${trailer}\r\n\r\n`)]);
}
const CRLF = Buffer.from('\r\n');

/** The body in pieces that end anywhere. */
function inPieces(body: Buffer, ends: readonly number[]): Buffer[] {
  const cuts = [0, ...new Set(ends.map((end) => end % body.length)), body.length].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => body.subarray(cuts[i], end));
}

test('whatever the pieces in which it comes, the payload and its trailers are the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 9 }), async (parts, ends) => {
      const chunked = new ChunkedPayload();
      const pieces = inPieces(framed(parts, 'X-Amz-Checksum-Crc32: b6D5iA=='), ends);
      const payload = await buffer(Readable.from(pieces).pipe(chunked));
      expect(payload.equals(Buffer.concat(parts))).toBe(true);
      expect([...chunked.trailers]).toStrictEqual([['x-amz-checksum-crc32', 'b6D5iA==']]);
    }),
  );
});

test('a body that ends too early is no payload', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 3 }), fc.nat(), async (parts, end) => {
      const whole = framed(parts, '').subarray(0, -'0\r\n\r\n\r\n'.length);
      const chunked = new ChunkedPayload();
      const payload = buffer(Readable.from([whole.subarray(0, end % (whole.length + 1))]).pipe(chunked));
      await expect(payload).rejects.toThrow('terminated unexpectedly');
    }),
  );
});
