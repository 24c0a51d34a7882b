import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { GatewayFailure } from './failures.ts';

/**
 * Unpacks the body of a request to an API that compresses, to at most `mostBytes`. Throws the 415 for a coding that API
 * Gateway has not, the 413 for a body that is larger than it looks, and the 400 for one that is not packed so.
 */
export function unpack(exchange: Exchange, mostBytes: number): void {
  const coding = exchange.headers.lower['content-encoding']?.trim().toLowerCase();
  if (exchange.stage.api.minimumCompressionSize === undefined || !coding || coding === 'identity') return;
  try {
    if (coding === 'gzip') exchange.body = gunzipSync(exchange.body, { maxOutputLength: mostBytes });
    else if (coding === 'deflate') exchange.body = inflateSync(exchange.body, { maxOutputLength: mostBytes });
    else throw new GatewayFailure('UNSUPPORTED_MEDIA_TYPE');
  } catch (error) {
    if (error instanceof GatewayFailure) throw error;
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? new GatewayFailure('REQUEST_TOO_LARGE')
      : new GatewayFailure('BAD_REQUEST_BODY', { message: 'Could not decompress the body' });
  }
}

/** Packs an answer that is large enough, in a coding that the client accepts. */
export function pack(exchange: Exchange, answer: Answer): Answer {
  const minimum = exchange.stage.api.minimumCompressionSize;
  const size = Buffer.byteLength(answer.body);
  if (minimum === undefined || size < minimum || size === 0) return answer;
  if (answer.headers.some(([name]) => name.toLowerCase() === 'content-encoding')) return answer;
  const accepted = exchange.headers.lower['accept-encoding'] ?? '';
  const coding = /\bgzip\b/i.test(accepted) ? 'gzip' : /\bdeflate\b/i.test(accepted) ? 'deflate' : undefined;
  if (!coding) return answer;
  const body = coding === 'gzip' ? gzipSync(answer.body) : deflateSync(answer.body);
  return { ...answer, body, headers: [...answer.headers, ['Content-Encoding', coding]] };
}
