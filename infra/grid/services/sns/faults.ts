import { AwsError } from '../../service.ts';

/** A parameter whose value SNS refuses. */
export function invalid(reason: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
}

/** There is no such topic or subscription. */
export function notFound(what: string): AwsError {
  return new AwsError('NotFound', `${what} does not exist`, 404);
}
