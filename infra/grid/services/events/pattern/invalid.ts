import { AwsError } from '../../../service.ts';

/** Refuses an event pattern, in EventBridge's words, with the reason. */
export function invalid(reason: string): never {
  throw new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}

/** A string, or a refusal that names the match type. */
export function text(value: unknown, matchType: string): string {
  return typeof value === 'string' ? value : invalid(`${matchType} match pattern must be a string`);
}
