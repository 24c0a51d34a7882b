import type { IncomingMessage } from 'node:http';

const EMPTY = Buffer.alloc(0);

/** API Gateway's limit for a payload: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const LIMIT = 10 * 1024 * 1024;

/** The body of `request`, or `undefined` when it is larger than API Gateway takes; the rest is not read then. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if (length === undefined && coding === undefined) return EMPTY;
  if (Number(length) > LIMIT) return undefined;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LIMIT) {
        request.pause();
        resolve(undefined);
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
