import { expect, test } from 'vitest';
import type { Grant } from '#infra/grid/iam/usage.ts';
import { unusedGrants } from './unused.ts';

const grant = (role: string, used: boolean, keys?: string): Grant => ({
  role: `alpes-${role}`,
  action: 'dynamodb:PutItem',
  resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/alpes-event-log',
  used,
  ...(keys !== undefined && { keys }),
});

test('a grant is used when one of the grids has seen it', () => {
  const grants = [grant('crear', false), grant('crear', true), grant('borrar', false, 'orden#*')];
  expect(unusedGrants(grants, [])).toStrictEqual({
    roles: 2,
    grants: 2,
    unused: ['borrar: dynamodb:PutItem on table/alpes-event-log (orden#*)'],
    idle: [],
  });
});

test('an excuse is for what it names, and told when it excuses nothing', () => {
  const excuse = (grant: string) => ({ grant, reason: 'seen by none' });
  const grants = [grant('crear', true), grant('borrar', false), grant('otra', false)];
  expect(unusedGrants(grants, [excuse('borrar: dynamodb:* on table/*'), excuse('crear: *')])).toMatchObject({
    unused: ['otra: dynamodb:PutItem on table/alpes-event-log'],
    idle: ['crear: *'],
  });
});
