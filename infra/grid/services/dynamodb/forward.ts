import { crc32 } from 'node:zlib';
import { Pool } from 'undici';
import { AwsError, type JsonObject, RawAnswer } from '../../service.ts';
import type { Engine } from './engine.ts';

/** Sends requests on to the engine over connections that stay open. */
export interface Forwarder {
  /** The engine's answer as it is. */
  forward(target: string, body: Buffer | string): Promise<RawAnswer>;
  /** The answer's JSON. Throws `AwsError` for an error of DynamoDB. */
  call(target: string, input: Record<string, unknown>): Promise<JsonObject>;
  close(): Promise<void>;
}

/** The prefixes of `X-Amz-Target`. */
export const DYNAMODB = 'DynamoDB_20120810.';
export const STREAMS = 'DynamoDBStreams_20120810.';

/** More than this many at once gain nothing: the engine has one writer. */
const CONNECTIONS = 64;

/** The engine checks that a signature is there, not that it is right; ours was checked at the endpoint. */
const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=grid/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** Opens the connections to the engine. */
export function forwarder(engine: Engine): Forwarder {
  const pool = new Pool(engine.origin, { connections: CONNECTIONS, pipelining: 1, keepAliveTimeout: 60_000 });

  async function forward(target: string, body: Buffer | string): Promise<RawAnswer> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await send(pool, target, body);
      } catch (error) {
        if (attempt === 100 || !neverArrived(error)) throw unavailable(error);
        await engine.ready();
      }
    }
  }

  return {
    forward,
    async call(target, input) {
      const { status, body } = await forward(target, JSON.stringify(input));
      const output = JSON.parse(String(body) || '{}');
      if (status < 300) return output;
      throw errorFrom(status, output);
    },
    close: () => pool.destroy(),
  };
}

/** The answer with another body: its checksum follows, which the SDK verifies. */
export function withBody(answer: RawAnswer, body: string): RawAnswer {
  const headers = { ...answer.headers };
  if (headers['x-amz-crc32']) headers['x-amz-crc32'] = String(crc32(body));
  return new RawAnswer(answer.status, headers, body);
}

function send(pool: Pool, target: string, body: Buffer | string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let headers: Record<string, string> = {};
    const chunks: Buffer[] = [];
    pool.dispatch(
      {
        path: '/',
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': target,
          authorization: SIGNATURE,
          'x-amz-date': '20260101T000000Z',
        },
        body,
      },
      {
        onRequestStart() {},
        onResponseStart(_controller, statusCode, received) {
          status = statusCode;
          headers = kept(received);
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          resolve(new RawAnswer(status, headers, chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}

function kept(received: Record<string, string | string[] | undefined>): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/x-amz-json-1.0' };
  for (const name of ['x-amzn-requestid', 'x-amz-crc32']) {
    const value = received[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}

/** Refused connections were not read by anyone, so that sending again cannot write twice. */
function neverArrived(error: unknown): boolean {
  return (error as { code?: string }).code === 'ECONNREFUSED';
}

function unavailable(error: unknown): AwsError {
  return new AwsError('InternalServerError', `The DynamoDB engine did not answer: ${String(error)}`, 500);
}

function errorFrom(status: number, output: JsonObject): AwsError {
  const { __type = 'InternalServerError', message = '', Message = message, ...members } = output;
  return new AwsError(String(__type).split('#').pop() ?? '', Message, status, members);
}
