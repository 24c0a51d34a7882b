import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { GatewayFailure } from './failures.ts';

/** Unpacks the body of a request to an API that compresses. Throws the 415 for a coding that API Gateway has not. */
export function unpack(exchange: Exchange): void {
  const coding = exchange.headers.lower['content-encoding']?.trim().toLowerCase();
  if (exchange.stage.api.minimumCompressionSize === undefined || !coding || coding === 'identity') return;
  try {
    if (coding === 'gzip') exchange.body = gunzipSync(exchange.body);
    else if (coding === 'deflate') exchange.body = inflateSync(exchange.body);
    else throw new GatewayFailure('UNSUPPORTED_MEDIA_TYPE');
  } catch (error) {
    throw error instanceof GatewayFailure
      ? error
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
