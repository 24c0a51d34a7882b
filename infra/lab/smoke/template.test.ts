import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { matches } from './inspection.ts';
import { UNKNOWN, type Wanted, wantedIn } from './template.ts';

let folder: string | undefined;
afterEach(() => folder && rmSync(folder, { recursive: true }));

/** The resources of a template in which a function has one variable. */
function withVariable(value: unknown, rest: object = {}): Wanted[] {
  folder = mkdtempSync(path.join(tmpdir(), 'template-'));
  const Resources = { F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f', V: value } } };
  writeFileSync(path.join(folder, 'a.template.json'), JSON.stringify({ ...rest, Resources }));
  return wantedIn(folder);
}
const variable = (value: unknown, rest?: object) => withVariable(value, rest)[0]?.properties.V;

test('what a condition decides is known once it is deployed, and is not empty', () => {
  const chosen = variable({ 'Fn::If': ['None', 'https://a', { Ref: 'Given' }] });
  expect(chosen).toBe(UNKNOWN);
  expect([matches(chosen, 'https://b'), matches(chosen, ''), matches(chosen, undefined)]).toStrictEqual([
    true,
    false,
    false,
  ]);
});

test('a parameter may be empty where it is when nothing is said, and nowhere else', () => {
  const parameters = { Parameters: { Empty: { Default: '' }, Full: { Default: 'x' } } };
  const [empty, full] = [variable({ Ref: 'Empty' }, parameters), variable({ Ref: 'Full' }, parameters)];
  expect([matches(empty, ''), matches(empty, 'y'), matches(empty, undefined)]).toStrictEqual([true, true, false]);
  expect([matches(full, ''), matches(full, 'y')]).toStrictEqual([false, true]);
});

test('what has no name is called by CloudFormation as nobody knows before', () => {
  folder = mkdtempSync(path.join(tmpdir(), 'template-'));
  const Resources = {
    R: { Type: 'AWS::IAM::Role' },
    F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f', Role: { 'Fn::GetAtt': ['R', 'Arn'] } } },
  };
  writeFileSync(path.join(folder, 'a.template.json'), JSON.stringify({ Resources }));
  expect(wantedIn(folder)[1]?.properties.Role).toBe(UNKNOWN);
});

test('a name with the account in it has a star there, and so has what refers to it', () => {
  folder = mkdtempSync(path.join(tmpdir(), 'template-'));
  const BucketName = { 'Fn::Join': ['', ['files-', { Ref: 'AWS::AccountId' }]] };
  const Resources = {
    B: { Type: 'AWS::S3::Bucket', Properties: { BucketName } },
    P: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: { Ref: 'B' }, Of: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['B', 'Arn'] }, '/*']] } },
    },
  };
  writeFileSync(path.join(folder, 'a.template.json'), JSON.stringify({ Resources }));
  const [bucket, policy] = wantedIn(folder);
  expect(bucket?.name).toBe('files-*');
  expect(policy?.properties).toStrictEqual({ Bucket: 'files-*', Of: 'files-*/*' });
});
