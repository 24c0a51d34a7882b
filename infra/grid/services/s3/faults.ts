import { AwsError } from '../../service.ts';

/** There is no bucket of this name. */
export function noSuchBucket(bucket: string): AwsError {
  return new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket });
}

/** There is no object of this key. */
export function noSuchKey(key: string): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

/** A value that S3 would refuse. */
export function invalidArgument(message: string, name: string, value: string): AwsError {
  return new AwsError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value });
}

/** What the grid's S3 does not do: better told than done otherwise than on AWS. */
export function notImplemented(what: string): AwsError {
  return new AwsError('NotImplemented', `The grid's S3 does not act on ${what}.`, 501);
}

/** Not allowed, and why. */
export function accessDenied(message: string, members: Record<string, string> = {}): AwsError {
  return new AwsError('AccessDenied', message, 403, members);
}
