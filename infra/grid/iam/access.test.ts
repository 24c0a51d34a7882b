// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Fn::Sub and policy variables look like
import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import type { JsonObject, Permission } from '../service.ts';
import { createAccess } from './access.ts';

const ROLE = 'arn:aws:iam::000000000000:role/Pedidos';
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/event-log';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:cola';
const RULE = 'arn:aws:events:us-east-1:000000000000:rule/bus/regla';

/** What the role is told when it puts an item, with these statements as its policy. */
function asking(permission: Permission, ...statements: JsonObject[]): string {
  const access = createAccess(new Clock());
  access.setRolePolicy(ROLE, 'own', { Statement: statements });
  const principal = access.principalOf(access.credentialsFor(ROLE, 'crear').accessKeyId);
  try {
    access.check(principal, permission);
    access.check(principal, permission);
    return 'allowed';
  } catch (error) {
    return (error as Error).message;
  }
}

const put = { action: 'dynamodb:PutItem', resource: TABLE };
const allow = (more: JsonObject = {}) => ({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*', ...more });
const who = 'User: arn:aws:sts::000000000000:assumed-role/Pedidos/crear is not authorized to perform: dynamodb:PutItem';

test('a role without a policy is denied in the words of AWS', () => {
  expect(asking(put)).toBe(
    `${who} on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`,
  );
});

test('the owner may do everything', () => {
  const access = createAccess(new Clock());
  expect(() => access.check(access.principalOf('AKIDEXAMPLE'), put)).not.toThrow();
  expect(access.principalOf(undefined).roleArn).toBeUndefined();
});

test('an explicit deny wins over any allow', () => {
  expect(asking(put, allow(), { Effect: 'Deny', Action: 'dynamodb:Put*', Resource: TABLE })).toBe(
    `${who} on resource: ${TABLE} with an explicit deny in an identity-based policy`,
  );
});

test.each<[string, JsonObject, boolean]>([
  ['the exact action', { Action: ['dynamodb:GetItem', 'dynamodb:PutItem'] }, true],
  ['an action in other letters', { Action: 'DynamoDB:putitem' }, true],
  ['another action', { Action: 'dynamodb:GetItem' }, false],
  ['a pattern of actions', { Action: 'dynamodb:*Item' }, true],
  ['a pattern with a question mark', { Action: 'dynamodb:Pu?Item' }, true],
  ['all but this action', { Action: undefined, NotAction: 'dynamodb:PutItem' }, false],
  ['all but another action', { Action: undefined, NotAction: 'sqs:*' }, true],
  ['this table', { Resource: [TABLE] }, true],
  ['its indexes only', { Resource: `${TABLE}/index/*` }, false],
  ['all but this table', { Resource: undefined, NotResource: TABLE }, false],
])('a policy that allows %s', (_, statement, expected) => {
  const { Action, Resource, ...rest } = allow(statement);
  const given = { ...rest, ...(Action && { Action }), ...(Resource && { Resource }) };
  expect(asking(put, given) === 'allowed').toBe(expected);
});

const keys = (...leading: string[]) => ({ ...put, context: { 'dynamodb:LeadingKeys': leading } });

test.each<[string, JsonObject, Permission, boolean]>([
  [
    'every leading key matches',
    { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'orden#*' } },
    keys('orden#1', 'orden#2'),
    true,
  ],
  [
    'one leading key does not',
    { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'orden#*' } },
    keys('orden#1', 'bodega#2'),
    false,
  ],
  [
    'any leading key matches',
    { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['orden#*'] } },
    keys('bodega#1', 'orden#1'),
    true,
  ],
  ['none is there, for any', { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['orden#*'] } }, put, false],
  ['none is there, for all', { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['orden#*'] } }, put, true],
  ['a missing key', { StringEquals: { 'x:y': 'a' } }, put, false],
  ['a missing key, if it exists', { StringEqualsIfExists: { 'x:y': 'a' } }, put, true],
  ['a missing key, negated', { StringNotEquals: { 'x:y': 'a' } }, put, true],
  ['a missing key that must be missing', { Null: { 'x:y': 'true' } }, put, true],
  ['a key that must be there', { Null: { 'x:y': false } }, { ...put, context: { 'X:Y': '1' } }, true],
  ['letters of any case', { StringEqualsIgnoreCase: { 'x:y': 'ABC' } }, { ...put, context: { 'x:y': 'abc' } }, true],
  ['TLS, which the grid takes for given', { Bool: { 'aws:SecureTransport': 'true' } }, put, true],
  ['a number below its bound', { NumericLessThan: { 'x:n': '10' } }, { ...put, context: { 'x:n': '9' } }, true],
  ['a number at its bound', { NumericLessThan: { 'x:n': 10 } }, { ...put, context: { 'x:n': '10' } }, false],
  [
    'an ARN part by part',
    { ArnLike: { 'x:a': 'arn:aws:sns:*:*:t' } },
    { ...put, context: { 'x:a': 'arn:aws:sns:us-east-1:1:t' } },
    true,
  ],
  [
    'two operators, one of which fails',
    { StringEquals: { 'x:y': 'a' }, Bool: { 'aws:SecureTransport': 'true' } },
    put,
    false,
  ],
])('a condition on %s', (_, Condition, permission, expected) => {
  expect(asking(permission, allow({ Condition })) === 'allowed').toBe(expected);
});

test.each<[string, JsonObject]>([
  ['"DateGreaterThan"', { Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01' } } }],
  ['policy variables', { Resource: 'arn:aws:s3:::casa/${aws:username}/*' }],
  ['"NotPrincipal"', { NotPrincipal: '*' }],
])('what is not evaluated is refused by name: %s', (name, statement) => {
  expect(() => asking(put, allow(statement))).toThrow(name);
});

test('a decision that rests on a condition is made anew each time', () => {
  const access = createAccess(new Clock());
  access.setRolePolicy(ROLE, 'own', {
    Statement: allow({ Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'orden#1' } } }),
  });
  const principal = access.principalOf(access.credentialsFor(ROLE).accessKeyId);
  access.check(principal, keys('orden#1'));
  expect(() => access.check(principal, keys('orden#2'))).toThrow('not authorized');
});

test('a role may be held to the addresses that it calls from', () => {
  const access = createAccess(new Clock());
  access.setRolePolicy(ROLE, 'own', {
    Statement: [
      allow(),
      { ...allow(), Effect: 'Deny', Condition: { NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '::1/128'] } } },
    ],
  });
  const principal = access.principalOf(access.credentialsFor(ROLE).accessKeyId);
  for (const sourceIp of ['10.1.2.3', '::1']) expect(() => access.check({ ...principal, sourceIp }, put)).not.toThrow();
  for (const sourceIp of ['11.0.0.1', '::2', undefined])
    expect(() => access.check({ ...principal, ...(sourceIp && { sourceIp }) }, put)).toThrow('explicit deny');
});

test('a removed policy allows nothing any more', () => {
  const access = createAccess(new Clock());
  access.setRolePolicy(ROLE, 'own', { Statement: allow() });
  const principal = access.principalOf(access.credentialsFor(ROLE).accessKeyId);
  access.check(principal, put);
  access.setRolePolicy(ROLE, 'own', undefined);
  expect(() => access.check(principal, put)).toThrow('no identity-based policy');
});

test('a service may send where the resource policy lets its source', () => {
  const access = createAccess(new Clock());
  const send = { action: 'sqs:SendMessage', resource: QUEUE };
  const source = { service: 'events.amazonaws.com', arn: RULE };
  expect(() => access.checkService(source, send)).toThrow(
    `User: events.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: ${QUEUE} because no resource-based policy allows the sqs:SendMessage action`,
  );
  access.setResourcePolicy(QUEUE, 'a', {
    Statement: [
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:*',
        Resource: QUEUE,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: QUEUE,
        Condition: { ArnEquals: { 'aws:SourceArn': RULE } },
      },
    ],
  });
  expect(() => access.checkService(source, send)).not.toThrow();
  expect(() => access.checkService({ ...source, arn: `${RULE}2` }, send)).toThrow('not authorized');
  expect(() => access.checkService({ ...source, service: 'sns.amazonaws.com' }, send)).toThrow('not authorized');
});

test('a resource policy may grant to a role, and deny it', () => {
  const access = createAccess(new Clock());
  const send = { action: 'sqs:SendMessage', resource: QUEUE };
  const principal = access.principalOf(access.credentialsFor(ROLE).accessKeyId);
  access.setResourcePolicy(QUEUE, 'grant', {
    Statement: { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'sqs:*', Resource: '*' },
  });
  access.check(principal, send);
  access.setResourcePolicy(QUEUE, 'deny', {
    Statement: { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sqs:*', Resource: '*' },
  });
  expect(() => access.check(principal, send)).toThrow('with an explicit deny in a resource-based policy');
});
