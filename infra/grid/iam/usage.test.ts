import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Clock } from '../clock.ts';
import type { JsonObject, Permission } from '../service.ts';
import { createAccess } from './access.ts';
import { createUsage, type Grant } from './usage.ts';

const ROLE = 'arn:aws:iam::000000000000:role/Pedidos';
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/log';

/** Which grants of one policy were used, after a role has asked for these rights. */
function usedAfter(statement: JsonObject, ...asked: readonly Permission[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'grid-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const usage = createUsage();
  const access = createAccess(new Clock(), usage);
  access.setRolePolicy(ROLE, 'own', { Statement: [{ Effect: 'Allow', Resource: TABLE, ...statement }] });
  for (const permission of asked) {
    try {
      access.check({ arn: ROLE, roleArn: ROLE }, permission);
    } catch {
      // Denied, which is part of what is asked here.
    }
  }
  usage.writeTo(folder);
  const [file = ''] = readdirSync(folder);
  const grants: Grant[] = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return grants.map(({ role, policy, action, keys = '', used }) => `${role} ${policy} ${action} ${keys} ${used}`);
}

test('each action of a policy counts as used once the role was let do it', () => {
  const asked = { action: 'dynamodb:Query', resource: TABLE };
  expect(usedAfter({ Action: ['dynamodb:Query', 'dynamodb:Scan'] }, asked)).toStrictEqual([
    'Pedidos own dynamodb:Query  true',
    'Pedidos own dynamodb:Scan  false',
  ]);
});

test('what was denied is not used, nor is a grant on another resource', () => {
  const elsewhere = { action: 'dynamodb:Query', resource: `${TABLE}/index/porCliente` };
  expect(usedAfter({ Action: 'dynamodb:Query' }, elsewhere)).toStrictEqual(['Pedidos own dynamodb:Query  false']);
});

test('of leading keys each is a grant of its own', () => {
  const Condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['orden#*', 'ruta#*'] } };
  const asked = { action: 'dynamodb:PutItem', resource: TABLE, context: { 'dynamodb:LeadingKeys': ['ruta#7'] } };
  expect(usedAfter({ Action: 'dynamodb:PutItem', Condition }, asked)).toStrictEqual([
    'Pedidos own dynamodb:PutItem orden#* false',
    'Pedidos own dynamodb:PutItem ruta#* true',
  ]);
});
