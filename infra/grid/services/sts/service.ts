import type { Roles } from '../../iam/access.ts';
import { roleIdOf } from '../../iam/service.ts';
import { ACCOUNT, type GridContext, type Principal, type Service } from '../../service.ts';
import { assumeRole } from './assumeRole.ts';
import { StoredSessions } from './storedSessions.ts';

/** Who am I, and may I be another? */
export function stsService(grid: GridContext, access: Roles): Service {
  const sessions = new StoredSessions(grid);
  return {
    name: 'sts',
    actions: {
      AssumeRole: assumeRole({ grid, access, sessions }),
      // Any caller may ask, whatever its policies, as on AWS.
      GetCallerIdentity: {
        permissions: () => [],
        run: ({ principal }) => ({ Arn: principal.arn, UserId: userIdOf(principal), Account: ACCOUNT }),
      },
    },
    resources: {},
    async start() {
      for (const session of await sessions.load()) access.remember(session);
    },
  };
}

function userIdOf({ arn, roleArn }: Principal): string {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return roleArn === undefined ? name : `${roleIdOf(roleArn)}:${name}`;
}
