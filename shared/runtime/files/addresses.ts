import { fromEnv } from '@aws-sdk/credential-provider-env';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { Hash } from '@smithy/core/serde';
import { variable } from '../environment.ts';

/** A file that is to come. */
export interface Announced {
  readonly key: string;
  /** Its media type: `image/jpeg`. */
  readonly type: string;
  /** Its size, in bytes. */
  readonly bytes: number;
}

/**
 * The presigner alone: S3's whole client would be half of a function that only signs.
 * https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-s3-request-presigner/
 */
let presigner: S3RequestPresigner | undefined;

/** An address to which whoever has it can put this file, of this type and size and no other, for so many seconds. */
export function addressToPut({ key, type, bytes }: Announced, seconds: number): Promise<string> {
  return signed('PUT', key, {
    seconds,
    // Whoever puts the file must send these as they were signed: another type or size is another request.
    headers: { 'content-type': type, 'content-length': String(bytes) },
  });
}

/** An address at which whoever has it gets a file, shown as this type, for so many seconds. */
export function addressToGet({ key, type }: Pick<Announced, 'key' | 'type'>, seconds: number): Promise<string> {
  const query = { 'response-content-type': type, 'response-cache-control': 'private, no-store' };
  return signed('GET', key, { seconds, query });
}

interface Terms {
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

async function signed(method: 'PUT' | 'GET', key: string, { seconds, headers = {}, query = {} }: Terms) {
  presigner ??= new S3RequestPresigner({
    region: process.env.AWS_REGION ?? '',
    credentials: fromEnv(),
    sha256: Hash.bind(null, 'sha256'),
  });
  const { protocol, hostname, port, pathname } = placeOf(key);
  const { query: all = {} } = await presigner.presign(
    {
      ...{ method, protocol, hostname, path: pathname, headers: { ...headers }, query: { ...query } },
      ...(port && { port: Number(port) }),
    },
    { expiresIn: seconds, signableHeaders: new Set([...Object.keys(headers), 'host']) },
  );
  const parameters = Object.entries(all).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  const host = port ? `${hostname}:${port}` : hostname;
  return `${protocol}//${host}${pathname}?${parameters.join('&')}`;
}

/** A file's own address: on AWS below its bucket's name, and at an endpoint that the environment names below its path. */
function placeOf(key: string): URL {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, AWS_REGION } = process.env;
  const bucket = variable('FILES_BUCKET');
  const endpoint = AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL;
  return new URL(
    endpoint === undefined
      ? `https://${bucket}.s3.${AWS_REGION}.amazonaws.com/${key}`
      : `${endpoint.replace(/\/$/, '')}/${bucket}/${key}`,
  );
}
