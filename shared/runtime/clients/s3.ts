import { S3Client } from '@aws-sdk/client-s3';
import { lean, overHttp } from './lean.ts';

let client: S3Client | undefined;

/** S3, to delete files. One client for the life of an instance, made when it is first asked for. */
export function s3(): S3Client {
  client ??= lean(new S3Client(overHttp()));
  return client;
}
