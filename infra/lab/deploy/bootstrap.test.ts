import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { App, Stack as CdkStack } from 'aws-cdk-lib';
import { afterAll, expect, test } from 'vitest';
import { lackOf, wantedBy } from './bootstrap.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'alpes-bootstrap-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('what stacks want of the place is read from their assembly', () => {
  const app = new App({ outdir: path.join(folder, 'assembly') });
  new CdkStack(app, 'Uno');
  new CdkStack(app, 'Otro');
  app.synth();
  // The version of CDK's modern synthesizer: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html
  expect(wantedBy(app.outdir)).toStrictEqual({ version: 6, qualifier: 'hnb659fds' });
});

test('an assembly that says nothing of it is refused', () => {
  writeFileSync(
    path.join(folder, 'manifest.json'),
    '{"artifacts":{"Uno":{"type":"aws:cloudformation:stack","properties":{}}}}',
  );
  expect(() => wantedBy(folder)).toThrow('do not say');
});

/** The stack of the name that `cdk bootstrap` gives, with a version and a qualifier. */
const toolkit = (version?: string, qualifier = 'hnb659fds') =>
  ({
    StackName: 'CDKToolkit',
    Parameters: [{ ParameterKey: 'Qualifier', ParameterValue: qualifier }],
    Outputs: version === undefined ? [] : [{ OutputKey: 'BootstrapVersion', OutputValue: version }],
  }) as Stack;

test.each<[string, Stack | undefined, string | undefined]>([
  ['that is not there', undefined, 'is not bootstrapped'],
  ['of its name alone', toolkit(), 'is not bootstrapped'],
  ['of an older version', toolkit('5'), 'is bootstrapped in version 5, and 6 is needed'],
  ['of no version', toolkit('nueva'), 'is bootstrapped in version nueva, and 6 is needed'],
  ['of the version that is needed', toolkit('6'), undefined],
  ['of a newer version', toolkit('33'), undefined],
  ['with other names', toolkit('33', 'otra'), 'is bootstrapped for the qualifier otra, and hnb659fds is needed'],
])('a stack %s', (_, stack, lack) => expect(lackOf(stack, { version: 6, qualifier: 'hnb659fds' })).toBe(lack));
