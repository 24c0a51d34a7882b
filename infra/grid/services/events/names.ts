import { ACCOUNT, AwsError, REGION } from '../../service.ts';

const PREFIX = `arn:aws:events:${REGION}:${ACCOUNT}`;

/** The name of the bus that always exists. */
export const DEFAULT_BUS = 'default';

/** The ARN of a bus. */
export function busArn(bus: string): string {
  return `${PREFIX}:event-bus/${bus}`;
}

/** The ARN of a rule; the default bus is not named in it. */
export function ruleArn(bus: string, rule: string): string {
  return `${PREFIX}:rule/${bus === DEFAULT_BUS ? '' : `${bus}/`}${rule}`;
}

/** The ARN of an archive. */
export function archiveArn(archive: string): string {
  return `${PREFIX}:archive/${archive}`;
}

/** The ARN of a replay. */
export function replayArn(replay: string): string {
  return `${PREFIX}:replay/${replay}`;
}

/** The bus that a call means by name, by ARN or by saying nothing. */
export function busNameOf(nameOrArn: unknown): string {
  if (nameOrArn === undefined || nameOrArn === null || nameOrArn === '') return DEFAULT_BUS;
  const text = String(nameOrArn);
  return text.startsWith('arn:') ? text.slice(text.indexOf(':event-bus/') + ':event-bus/'.length) : text;
}

/** A required name that keeps to the characters and length that AWS allows. */
export function nameOf(value: unknown, member: string, most = 64): string {
  if (typeof value === 'string' && value.length <= most && /^[.\-_A-Za-z0-9]+$/.test(value)) return value;
  const field = member.charAt(0).toLowerCase() + member.slice(1);
  throw validation(
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: ` +
      `Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+ and have length from 1 to ${most}`,
  );
}

/** The error of a malformed request. */
export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** The error of a value that AWS words `Parameter X is not valid. Reason: …`. */
export function notValid(parameter: string, reason: string): AwsError {
  return validation(`Parameter ${parameter} is not valid. Reason: ${reason}`);
}

/** The error of something that does not exist. */
export function notFound(what: string): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} does not exist.`);
}

/** The error of something that exists already. */
export function alreadyExists(what: string): AwsError {
  return new AwsError('ResourceAlreadyExistsException', `${what} already exists.`);
}
