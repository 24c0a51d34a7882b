import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';

const ROOT = { AWS: 'arn:aws:iam::000000000000:root' };
const arnOf = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const statement = (Action: string, more: object) => ({ Effect: 'Allow', Action, ...more });
const role = (RoleName: string, trust: object, more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName,
    AssumeRolePolicyDocument: { Statement: [statement('sts:AssumeRole', trust)] },
    ...more,
  },
});
const policies = (...Statement: object[]) => ({ Policies: [{ PolicyName: 'p', PolicyDocument: { Statement } }] });

const TEMPLATE = {
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'cola' } },
    Sender: role(
      'Sender',
      { Principal: ROOT },
      policies(statement('sqs:SendMessage', { Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } })),
    ),
    ...Object.fromEntries(
      Object.entries({ Inside: '127.0.0.0/8', Outside: '10.0.0.0/8' }).map(([name, network]) => {
        const Condition = { IpAddress: { 'aws:SourceIp': network } };
        return [
          name,
          role(name, { Principal: ROOT }, policies(statement('sqs:SendMessage', { Resource: '*', Condition }))),
        ];
      }),
    ),
    OfLambda: role('OfLambda', { Principal: { Service: 'lambda.amazonaws.com' } }),
    Long: role('Long', { Principal: ROOT }, { MaxSessionDuration: 7200 }),
    Hop: role('Hop', { Principal: ROOT }, policies(statement('sts:AssumeRole', { Resource: arnOf('Long') }))),
    ByHop: role('ByHop', { Principal: { AWS: arnOf('Hop') } }),
    Partner: role('Partner', { Principal: ROOT, Condition: { StringEquals: { 'sts:ExternalId': 'secreto' } } }),
  },
};

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const OWNER: Keys = { accessKeyId: 'owner', secretAccessKey: 'owner' };
let folder: string;
let grid: Grid;

beforeAll(async () => {
  folder = writeAssembly(TEMPLATE);
  await start();
});
afterAll(async () => {
  await grid?.stop();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<void> {
  grid = await startGrid({ assembly: folder, dataFolder: join(folder, 'data') });
}

/** STS through its query protocol, as every SDK speaks it. Gives the members of the answer, or of its error. */
async function ask(Action: string, input: Record<string, string>, { accessKeyId }: Keys = OWNER) {
  const response = await fetch(grid.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261124/us-east-1/sts/aws4_request`,
    },
    body: new URLSearchParams({ Action, Version: '2011-06-15', ...input }),
  });
  const members = [...(await response.text()).matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  return { status: response.status, ...Object.fromEntries(members) };
}

const assume = (name: string, input: Record<string, string> = {}, caller?: Keys) =>
  ask('AssumeRole', { RoleArn: arnOf(name), RoleSessionName: 'prueba', ...input }, caller);

async function keysOf(answer: ReturnType<typeof assume>): Promise<Keys> {
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = await answer;
  expect(accessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** The error's name and status of a call that fails. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const { name, $metadata } = (await call.catch((error: unknown) => error)) as SQSServiceError;
  return [name, $metadata?.httpStatusCode];
}
type SQSServiceError = Error & { readonly $metadata?: { readonly httpStatusCode?: number } };

const client = (credentials: Keys) => ({ endpoint: grid.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });

async function send(credentials: Keys): Promise<unknown> {
  const sqs = new SQSClient(client(credentials));
  const QueueUrl = `${grid.endpoint}/000000000000/cola`;
  return sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })).finally(() => sqs.destroy());
}

test('who takes a role may do what the role may, and nothing else', async () => {
  const answer = await assume('Sender');
  expect(answer).toMatchObject({
    status: 200,
    Arn: 'arn:aws:sts::000000000000:assumed-role/Sender/prueba',
    AssumedRoleId: expect.stringMatching(/^AROA.*:prueba$/),
  });
  const keys = await keysOf(assume('Sender'));
  await send(keys);
  const sqs = new SQSClient(client(keys));
  const receive = sqs.send(new ReceiveMessageCommand({ QueueUrl: `${grid.endpoint}/000000000000/cola` }));
  await expect(receive).rejects.toThrow(
    'User: arn:aws:sts::000000000000:assumed-role/Sender/prueba is not authorized to perform: sqs:ReceiveMessage',
  );
  sqs.destroy();
  expect(await ask('GetCallerIdentity', {}, keys)).toMatchObject({ Arn: answer.Arn, UserId: answer.AssumedRoleId });
});

test('a policy may ask where a call comes from', async () => {
  await send(await keysOf(assume('Inside')));
  expect(await failureOf(send(await keysOf(assume('Outside'))))).toStrictEqual(['AccessDeniedException', 400]);
});

test.each([
  ['a role that is not there', 'Nobody', {}],
  ['a role that trusts a service only', 'OfLambda', {}],
  ['a role that trusts another role only', 'ByHop', {}],
  ['a condition of the trust policy that is not met', 'Partner', { ExternalId: 'otro' }],
])('%s is denied', async (_what, name, input) => {
  expect(await assume(name, input)).toMatchObject({
    status: 403,
    Code: 'AccessDenied',
    Message: `User: arn:aws:iam::000000000000:user/owner is not authorized to perform: sts:AssumeRole on resource: ${arnOf(name)}`,
  });
});

test('a condition of the trust policy that is met', async () => {
  expect(await assume('Partner', { ExternalId: 'secreto' })).toMatchObject({ status: 200 });
});

test('a role takes another: one that trusts it, or one that trusts the account if its own policies say so', async () => {
  const hop = await keysOf(assume('Hop'));
  expect(await assume('ByHop', {}, hop)).toMatchObject({ status: 200 });
  expect(await assume('Long', {}, hop)).toMatchObject({ status: 200 });
  expect(await assume('Sender', {}, hop)).toMatchObject({
    status: 403,
    Message: expect.stringContaining('assumed-role/Hop/prueba is not authorized to perform: sts:AssumeRole'),
  });
  expect(await assume('Long', { DurationSeconds: '3601' }, hop)).toMatchObject({
    Code: 'ValidationError',
    Message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  });
});

test.each([
  ['a session shorter than 15 minutes', { DurationSeconds: '899' }, "at 'durationSeconds' failed"],
  ['a session longer than the role allows', { DurationSeconds: '3601' }, 'exceeds the MaxSessionDuration set for'],
  ['a name with a blank', { RoleSessionName: 'a b' }, "at 'roleSessionName' failed"],
  ['no name', { RoleSessionName: '' }, "at 'roleSessionName' failed"],
  ['what is no ARN', { RoleArn: 'Sender' }, "at 'roleArn' failed"],
  ['a session policy, which the grid does not evaluate', { Policy: '{}' }, 'does not act on Policy'],
])('%s is refused', async (_what, input, message) => {
  const refusal = { status: 400, Code: 'ValidationError', Message: expect.stringContaining(message) };
  expect(await assume('Sender', input)).toMatchObject(refusal);
});

test('credentials end when the clock of the grid says so, and outlive a restart until then', async () => {
  const answer = assume('Sender', { DurationSeconds: '900' });
  expect(Date.parse((await answer).Expiration)).toBeCloseTo(grid.clock.now() + 900_000, -4);
  const [short, long] = [await keysOf(answer), await keysOf(assume('Long', { DurationSeconds: '7200' }))];
  await grid.stop();
  await start();
  await send(short);
  grid.clock.advance(900_000);
  expect(await failureOf(send(short))).toStrictEqual(['ExpiredTokenException', 400]);
  const [sns, lambda] = [new SNSClient(client(short)), new LambdaClient(client(short))];
  expect(await failureOf(sns.send(new ListTopicsCommand({})))).toStrictEqual(['ExpiredToken', 403]);
  expect(await failureOf(lambda.send(new ListFunctionsCommand({})))).toStrictEqual(['ExpiredTokenException', 403]);
  for (const one of [sns, lambda]) one.destroy();
  expect(await ask('GetCallerIdentity', {}, long)).toMatchObject({ status: 200 });
  await grid.stop();
  await start();
  expect(await failureOf(send(short))).toStrictEqual(['ExpiredTokenException', 400]);
});
