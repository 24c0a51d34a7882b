import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Handler } from './onePort.ts';

/** What has to be encoded in a message of a status, and nothing else (gRPC over HTTP/2, "Status-Message"). */
const ENCODED = /[^\x20-\x7e]|%/gu;

/**
 * Sends `grpc-message` as the protocol has it. Connect encodes it by `encodeURIComponent`, and `@grpc/grpc-js` decodes it by
 * `decodeURI`, to which `%3A` and `%2C` are not a colon and a comma.
 */
export function readableMessages(handler: Handler): Handler {
  return (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) => {
    const addTrailers = response.addTrailers.bind(response) as (trailers: Record<string, unknown>) => void;
    response.addTrailers = (trailers: Record<string, unknown>) => {
      const text = trailers['grpc-message'];
      addTrailers(typeof text === 'string' ? { ...trailers, 'grpc-message': encoded(text) } : trailers);
    };
    handler(request as never, response as never);
  };
}

function encoded(asUriComponent: string): string {
  return decodeURIComponent(asUriComponent).replaceAll(ENCODED, encodeURIComponent);
}
