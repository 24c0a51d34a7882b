import { Transform, type TransformCallback } from 'node:stream';
import { AwsError } from '../../../service.ts';

/** Longer than any line of a chunk's size or of a trailer that a client sends. */
const MOST_LINE = 8_192;

/**
 * Takes a body apart that is `aws-chunked`: the payload goes through, its trailers are kept. A chunk is its size in
 * hexadecimal, a line end, so many bytes, a line end; the last one has none.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class ChunkedPayload extends Transform {
  /** Once the body is at its end: `x-amz-checksum-crc32` and the like, in lower case. */
  readonly trailers = new Map<string, string>();
  #state: 'size' | 'payload' | 'payload end' | 'trailers' = 'size';
  #left = 0;
  #line = '';

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#read(chunk);
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    if (this.#line !== '') this.#trailer(this.#line);
    done(this.#state === 'trailers' ? null : incomplete());
  }

  #read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === 'payload') {
        const part = chunk.subarray(at, at + this.#left);
        this.push(part);
        at += part.length;
        this.#left -= part.length;
        if (this.#left === 0) this.#state = 'payload end';
        continue;
      }
      const end = chunk.indexOf(0x0a, at);
      this.#line += chunk.toString('latin1', at, end === -1 ? undefined : end);
      if (this.#line.length > MOST_LINE) throw incomplete();
      if (end === -1) return;
      at = end + 1;
      const line = this.#line.replace(/\r$/, '');
      this.#line = '';
      this.#take(line);
    }
  }

  #take(line: string): void {
    if (this.#state === 'trailers') {
      this.#trailer(line);
      return;
    }
    if (this.#state === 'payload end') {
      if (line !== '') throw incomplete();
      this.#state = 'size';
      return;
    }
    const size = /^[0-9a-f]{1,12}$/i.test(line) ? Number.parseInt(line, 16) : undefined;
    if (size === undefined) throw incomplete();
    this.#left = size;
    this.#state = size === 0 ? 'trailers' : 'payload';
  }

  #trailer(line: string): void {
    const colon = line.indexOf(':');
    if (colon > 0) this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

function incomplete(): AwsError {
  const message = 'The request body is not as its chunks say, or terminated unexpectedly.';
  return new AwsError('IncompleteBody', message);
}
