// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Fn::Sub looks like
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Clock } from '../../clock.ts';
import { type Grid, startGrid } from '../../grid.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';

/** Does what its resource asks for: answers by `fetch`, says nothing, or throws, counting how often. */
const CODE = `
let runs = 0;
exports.handler = async ({ ResponseURL, ResourceProperties: { does }, StackId, RequestId, LogicalResourceId }) => {
  runs += 1;
  if (does === 'throws') throw new Error('broken ' + runs);
  if (does === 'nothing') return;
  const PhysicalResourceId = 'id of ' + LogicalResourceId;
  const body = { Status: 'SUCCESS', PhysicalResourceId, StackId, RequestId, LogicalResourceId, Data: { Does: does } };
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify(body) });
};`;

const template = (properties: object, does: string) => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    Provider: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: CODE },
      },
    },
    First: {
      Type: 'AWS::CloudFormation::CustomResource',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] }, does: 'something' },
    },
    Second: {
      Type: 'Custom::Second',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] },
        does: { 'Fn::Sub': does },
        after: { 'Fn::GetAtt': ['First', 'Does'] },
        ...properties,
      },
    },
  },
  Outputs: { Second: { Value: { Ref: 'Second' } }, Does: { Value: { 'Fn::GetAtt': ['Second', 'Does'] } } },
});

/** What a line says of a resource that nobody has answered for. */
const WAITING = 'Second (Custom::Second): its function has ended without an answer';

/** Starts a grid with the template; `waiting` settles when an answer is missed. */
function begin(body: object, clock = new Clock()): { grid: Promise<Grid>; waiting: Promise<void> } {
  const { promise: waiting, resolve } = Promise.withResolvers<void>();
  const onLog = (line: string) => {
    if (line.startsWith(WAITING)) resolve();
  };
  const grid = startGrid({ assembly: writeAssembly(body), clock, onLog });
  onTestFinished(() => grid.then((running) => running.stop()).catch(() => {}));
  return { grid, waiting };
}

test('an answer gives name and attributes, to another custom resource too', async () => {
  const { outputs } = await begin(template({}, '${First.Does} and ${First}')).grid;
  expect(outputs.stack).toStrictEqual({ Second: 'id of Second', Does: 'something and id of First' });
});

test('a function that fails without an answer is run three times, and then the deployment has failed', async () => {
  await expect(begin(template({}, 'throws')).grid).rejects.toThrow(
    /^stack: Second \(Custom::Second\): its function failed without an answer: .*broken 4/,
  );
});

test('an answer that does not come is waited for until ServiceTimeout, by the clock of the grid', async () => {
  const clock = new Clock();
  const { grid, waiting } = begin(template({ ServiceTimeout: 30 }, 'nothing'), clock);
  const failed = expect(grid).rejects.toThrow(
    /^stack: Second \(Custom::Second\): CloudFormation did not receive a response from your Custom Resource\./,
  );
  await waiting;
  clock.advance(30_000);
  await failed;
});

test('who cannot be asked, and a wait that is none, are refused', async () => {
  const ServiceToken = 'arn:aws:sns:us-east-1:000000000000:topic';
  await expect(begin(template({ ServiceToken }, 'nothing')).grid).rejects.toThrow(
    '- ServiceToken: the grid asks functions, not arn:aws:sns:us-east-1:000000000000:topic',
  );
  await expect(begin(template({ ServiceTimeout: 3_601 }, 'nothing')).grid).rejects.toThrow(
    '- ServiceTimeout is a whole number of seconds from 1 to 3600, not 3601',
  );
});

test('what is left behind by a function that is gone is told', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'grid-gone-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const first = await startGrid({ assembly: writeAssembly(template({}, 'something')), dataFolder });
  await first.stop();
  const logged: string[] = [];
  const assembly = writeAssembly({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } });
  const second = await startGrid({ assembly, dataFolder, onLog: (line) => logged.push(line) });
  await second.stop();
  expect(logged.filter((line) => line.includes('is forgotten'))).toStrictEqual([
    'Second (Custom::Second) is forgotten: its function is gone, and cannot be asked to delete it.',
    'First (AWS::CloudFormation::CustomResource) is forgotten: its function is gone, and cannot be asked to delete it.',
  ]);
});
