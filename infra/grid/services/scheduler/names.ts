import { ACCOUNT, AwsError, REGION } from '../../service.ts';

const PREFIX = `arn:aws:scheduler:${REGION}:${ACCOUNT}`;

/** Whom roles must trust. */
export const PRINCIPAL = 'scheduler.amazonaws.com';

/** The group that always exists. */
export const DEFAULT_GROUP = 'default';

/** The ARN of a schedule. */
export function scheduleArn(group: string, name: string): string {
  return `${PREFIX}:schedule/${group}/${name}`;
}

/** The ARN of a group of schedules. */
export function groupArn(group: string): string {
  return `${PREFIX}:schedule-group/${group}`;
}

/** A name of up to 64 letters, digits, `-`, `_` and `.`. @throws ValidationException */
export function nameOf(value: unknown, member: string): string {
  if (typeof value === 'string' && /^[0-9a-zA-Z-_.]{1,64}$/.test(value)) return value;
  const field = member.charAt(0).toLowerCase() + member.slice(1);
  throw validation(
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: ` +
      'Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$ and have length from 1 to 64',
  );
}

/** The group that a call names; by saying nothing, the default one. @throws ValidationException */
export function groupNameOf(value: unknown): string {
  return value === undefined || value === '' ? DEFAULT_GROUP : nameOf(value, 'GroupName');
}

/** The error of a malformed request. */
export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** The error of something that does not exist. */
export function notFound(what: string): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} does not exist.`, 404);
}

/** The error of something that exists already. */
export function conflict(what: string): AwsError {
  return new AwsError('ConflictException', `${what} already exists.`, 409);
}
