import type { Roles } from '../../iam/access.ts';
import { roleIdOf } from '../../iam/service.ts';
import { sessionOf, temporaryCredentials } from '../../iam/sessions.ts';
import { type Action, AwsError, type GridContext, type JsonObject, type Principal } from '../../service.ts';
import type { StoredSessions } from './storedSessions.ts';

interface Parts {
  readonly grid: GridContext;
  readonly access: Roles;
  readonly sessions: StoredSessions;
}

/** What the grid acts on. Session policies and tags would change what the session may do: they are refused by name. */
const MEMBERS = new Set(['RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId']);

/** AWS's, for a role that was taken by another role's session, and what a session lasts unless it is asked. */
const HOUR = 3600;

/** `AssumeRole`. */
export function assumeRole({ grid, access, sessions }: Parts): Action {
  return {
    // Whom a role trusts is for its trust policy to say, so there is more to it than the caller's rights.
    permissions: () => [],
    async run({ input, principal }) {
      const { roleArn, name, seconds, context } = asked(input);
      access.checkAssume(principal, { action: 'sts:AssumeRole', resource: roleArn, context });
      checkDuration(seconds, access.sessionLimitOf(roleArn), principal);
      const { accessKeyId, secretAccessKey, sessionToken } = temporaryCredentials();
      const expires = grid.clock.now() + seconds * 1000;
      await sessions.add({ accessKeyId, roleArn, name, expires });
      access.remember({ accessKeyId, roleArn, name, expires });
      return {
        AssumedRoleUser: { AssumedRoleId: `${roleIdOf(roleArn)}:${name}`, Arn: sessionOf(roleArn, name).arn },
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: new Date(expires),
        },
      };
    },
  };
}

function asked(input: JsonObject) {
  const other = Object.keys(input).find((member) => !MEMBERS.has(member));
  if (other) throw validation(`The grid's STS does not act on ${other} of AssumeRole.`);
  const { RoleArn: roleArn = '', RoleSessionName: name = '', DurationSeconds = HOUR, ExternalId } = input;
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(roleArn)) throw constraint('roleArn', roleArn, 'be the ARN of a role');
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) throw constraint('roleSessionName', name, 'match [\\w+=,.@-]{2,64}');
  const seconds = Number(DurationSeconds);
  if (!(Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200))
    throw constraint('durationSeconds', DurationSeconds, 'be from 900 to 43200');
  const external = ExternalId === undefined ? {} : { 'sts:ExternalId': String(ExternalId) };
  return {
    roleArn: String(roleArn),
    name: String(name),
    seconds,
    context: { 'sts:RoleSessionName': name, ...external },
  };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, DurationSeconds. */
function checkDuration(seconds: number, limit: number, { roleArn }: Principal): void {
  const exceeds = (what: string) => validation(`The requested DurationSeconds exceeds the ${what}.`);
  if (roleArn !== undefined && seconds > HOUR) throw exceeds('1 hour session limit for roles assumed by role chaining');
  if (seconds > limit) throw exceeds('MaxSessionDuration set for this role');
}

function constraint(member: string, value: unknown, must: string): AwsError {
  return validation(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${must}`,
  );
}

function validation(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
