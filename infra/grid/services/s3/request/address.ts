/** What a request is about: an object, a bucket, or with neither the service. */
export interface Address {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

const HOST = /^(?:(.+)\.)?localhost(?::\d+)?$/;
const SERVICE = /(?:^|\.)s3(?:[.-][a-z]{2}-[a-z]+-\d)?$/;

/**
 * The bucket and key of a path without escapes: both in the path (`/bucket/key`), or the bucket before the host's name
 * (`bucket.localhost`, `bucket.s3.localhost`, `bucket.s3.us-east-1.localhost`).
 */
export function addressOf(host: string | undefined, path: string): Address {
  const bucket = bucketInHost(host);
  if (bucket !== undefined) return { bucket, key: path.slice(1) || undefined };
  const [, name = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket: name || undefined, key: key || undefined };
}

function bucketInHost(host = ''): string | undefined {
  return HOST.exec(host.toLowerCase())?.[1]?.replace(SERVICE, '') || undefined;
}
