import { expect, test } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import type { Grant } from '#infra/grid/iam/usage.ts';
import { unusedGrants } from './unused.ts';

const grant = (name: string, used: boolean, keys?: string): Grant => ({
  role: `${LOCAL.of('ordenes')}-${name}Role0A1B2C3D-0123456789AB`,
  policy: `${name}RoleDefaultPolicy4E5F6A7B/${name}RoleDefaultPolicy4E5F6A7B`,
  action: 'dynamodb:PutItem',
  resource: `arn:aws:dynamodb:us-east-1:000000000000:table/${LOCAL.eventLog}`,
  used,
  ...(keys !== undefined && { keys }),
});

test('a grant is used when one of the grids has seen it', () => {
  const grants = [grant('crear', false), grant('crear', true), grant('borrar', false, 'orden#*')];
  expect(unusedGrants(grants, [])).toStrictEqual({
    roles: 2,
    grants: 2,
    unused: [`borrar: dynamodb:PutItem on table/${LOCAL.eventLog} (orden#*)`],
    idle: [],
  });
});

test('an excuse is for what it names, and told when it excuses nothing', () => {
  const excuse = (grant: string) => ({ grant, reason: 'seen by none' });
  const grants = [grant('crear', true), grant('borrar', false), grant('otra', false)];
  expect(unusedGrants(grants, [excuse('borrar: dynamodb:* on table/*'), excuse('crear: *')])).toMatchObject({
    unused: [`otra: dynamodb:PutItem on table/${LOCAL.eventLog}`],
    idle: ['crear: *'],
  });
});

test('what does not fit into the first policy of a role is of its function too', () => {
  const first = grant('crear', true);
  const overflow = {
    ...first,
    policy: 'arn:aws:iam::000000000000:policy/alpes-dev-ordenes-crearRoleOver-0A1B',
    used: false,
  };
  expect(unusedGrants([first, { ...overflow, action: 'sqs:SendMessage' }], []).unused).toStrictEqual([
    `crear: sqs:SendMessage on table/${LOCAL.eventLog}`,
  ]);
});
