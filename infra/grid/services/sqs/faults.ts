import { AwsError } from '../../service.ts';

/** There is no such queue. */
export function noQueue(): AwsError {
  return new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

/** A parameter whose value AWS refuses. */
export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

/** A parameter that is not there. */
export function missing(name: string): AwsError {
  return new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);
}

/** A value outside its range. */
export function outOfRange(name: string, value: unknown, reason: string): AwsError {
  return invalid(`Value ${value} for parameter ${name} is invalid. Reason: ${reason}.`);
}

/** What a FIFO queue says to a message that nothing tells from its duplicate. */
export const NO_DEDUPLICATION =
  'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly';
