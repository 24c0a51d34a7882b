import { expect, test } from 'vitest';
import { compilePolicy } from './policy.ts';

const API = 'arn:aws:execute-api:us-east-1:000000000000:abc/';
const arn = `${API}dev/GET/ordenes/1`;
const statement = (more: object) => ({
  Statement: { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*', ...more },
});
const verdict = (document: object, ip = '127.0.0.1') => compilePolicy(document, API)(arn, { 'aws:SourceIp': ip });

test.each([
  [{}, 'allow'],
  [{ Effect: 'Deny' }, 'explicit deny'],
  [{ Action: 'EXECUTE-API:*' }, 'allow'],
  [{ Action: ['execute-api:ManageConnections'] }, 'implicit deny'],
  [{ Action: undefined, NotAction: 'execute-api:ManageConnections' }, 'allow'],
  [{ Resource: 'execute-api:/dev/GET/*' }, 'allow'],
  [{ Resource: 'execute-api:/*/POST/*' }, 'implicit deny'],
  [{ Resource: ['arn:aws:execute-api:*:*:abc/dev/GET/ordenes/?'] }, 'allow'],
  [{ Resource: undefined, NotResource: 'execute-api:/dev/GET/*' }, 'implicit deny'],
  [{ Principal: { AWS: '*' } }, 'allow'],
  [{ Principal: { AWS: 'arn:aws:iam::000000000000:role/x' } }, 'implicit deny'],
  [{ Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '127.0.0.0/24'] } } }, 'allow'],
  [{ Condition: { NotIpAddress: { 'aws:SourceIp': '127.0.0.1' } } }, 'implicit deny'],
  [{ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }, 'implicit deny'],
  [{ Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }, 'allow'],
] as const)('%j is %s', (more, expected) => expect(verdict(statement(more))).toBe(expected));

test('a deny wins over an allow before or after it', () => {
  const [allow, deny] = [statement({}).Statement, statement({ Effect: 'Deny' }).Statement];
  expect([verdict({ Statement: [allow, deny] }), verdict({ Statement: [deny, allow] })]).toStrictEqual([
    'explicit deny',
    'explicit deny',
  ]);
});

test.each([
  [{ Statement: [] }, 'no Statement'],
  [statement({ Effect: 'allow' }), 'not Allow or Deny'],
  [statement({ Resource: undefined }), 'no Resource'],
  [statement({ Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01' } } }), 'DateGreaterThan'],
])('%j is no policy', (document, reason) => expect(() => compilePolicy(document, API)).toThrow(reason));
