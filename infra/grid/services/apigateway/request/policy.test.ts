import { expect, test } from 'vitest';
import { compileApiPolicy, compileCallerPolicy } from './policy.ts';

const API = 'arn:aws:execute-api:us-east-1:000000000000:abc/';
const arn = `${API}dev/GET/ordenes/1`;
const statement = (more: object) => ({
  Statement: { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*', ...more },
});
const verdict = (document: object, ip = '127.0.0.1') => compileApiPolicy(document, API)(arn, { sourceIp: ip, at: 0 });

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
  [{ Principal: { AWS: ['*'] } }, 'allow'],
  [{ Principal: { AWS: 'arn:aws:iam::000000000000:root' } }, 'implicit deny'],
  [{ Effect: 'Deny', Principal: { AWS: '000000000000' } }, 'implicit deny'],
  [{ Principal: { Service: 'events.amazonaws.com' } }, 'implicit deny'],
  [{ Resource: 'execute-api:*' }, 'allow'],
  [{ Resource: ['execute-api:/prod/*', 'execute-api:/dev/*/ordenes/*'] }, 'allow'],
  [{ Condition: { IpAddress: { 'AWS:sourceip': '127.0.0.1' } } }, 'allow'],
  [{ Condition: { IpAddressIfExists: { 'aws:VpcSourceIp': '10.0.0.0/8' } } }, 'allow'],
  [{ Condition: { NumericLessThan: { 'aws:EpochTime': 1_800_000_000 } } }, 'allow'],
  [{ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, 'implicit deny'],
] as const)('%j is %s', (more, expected) => expect(verdict(statement(more))).toBe(expected));

test('a deny wins over an allow before or after it', () => {
  const [allow, deny] = [statement({}).Statement, statement({ Effect: 'Deny' }).Statement];
  expect([verdict({ Statement: [allow, deny] }), verdict({ Statement: [deny, allow] })]).toStrictEqual([
    'explicit deny',
    'explicit deny',
  ]);
});

test('the policy of an authorizer is for its caller, whom it does not name', () => {
  const document = {
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'execute-api:/dev/GET/*' }],
  };
  const policy = compileCallerPolicy(document, API);
  const call = { sourceIp: '127.0.0.1', at: 0 };
  expect([policy(arn, call), policy(`${API}dev/POST/ordenes`, call)]).toStrictEqual(['allow', 'implicit deny']);
});

test('an IPv6 address is in its network, and in no IPv4 one', () => {
  const within = (network: string) =>
    verdict(statement({ Condition: { IpAddress: { 'aws:SourceIp': network } } }), '2001:db8::1');
  expect([within('2001:db8::/32'), within('0.0.0.0/0')]).toStrictEqual(['allow', 'implicit deny']);
});

test('a pattern that would keep a backtracking matcher busy for years is decided at once', () => {
  const Resource = `${API}${'*a'.repeat(40)}`;
  expect(compileApiPolicy(statement({ Resource }), API)(`${API}${'a'.repeat(400)}b`, { sourceIp: '::1', at: 0 })).toBe(
    'implicit deny',
  );
});

test.each([
  [{ Statement: [] }, 'no Statement'],
  [{}, 'no Statement'],
  [statement({ Action: undefined }), 'Action'],
  [statement({ Principal: undefined }), 'no Principal'],
  [statement({ Condition: { IpAddress: { 'aws:SourceIp': 'casa' } } }), 'casa'],
  [statement({ Effect: 'allow' }), 'not Allow or Deny'],
  [statement({ Resource: undefined }), 'neither Resource'],
  [statement({ Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01' } } }), 'DateGreaterThan'],
])('%j is no policy', (document, reason) => expect(() => compileApiPolicy(document, API)).toThrow(reason));
