import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { SETTINGS_DIGEST } from '#infra/cdk/names.ts';
import { synthesize } from '#infra/cdk/synth.ts';
import type { Target } from './target.ts';
import { templatesIn } from './templates.ts';

const CLI = path.resolve('node_modules/aws-cdk/bin/cdk');
/** The stack that `cdk bootstrap` makes. */
const TOOLKIT = 'CDKToolkit';

/** Runs the CDK CLI on the target's assembly. Throws when it fails. */
export async function cdk({ assembly, environment, log }: Target, ...args: string[]): Promise<void> {
  const shared = ['--app', assembly, '--no-notices'];
  const output = log ? openSync(log, 'a') : 'inherit';
  const child = spawn(process.execPath, [CLI, ...args, ...shared], {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...environment },
  });
  if (typeof output === 'number') closeSync(output);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`cdk ${args[0]} ended with ${code}.${log ? lastLinesOf(log) : ''}`);
}

function lastLinesOf(log: string): string {
  return `\n${readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n')}`;
}

/** Writes the target's cloud assembly anew. */
export async function synthesizeFor({ assembly, grid, names }: Target): Promise<void> {
  rmSync(assembly, { recursive: true, force: true });
  mkdirSync(assembly, { recursive: true });
  await synthesize(assembly, { grid, stage: names.stage });
}

/** What CDK deploys through, if it is there: a bucket for code, and its roles. */
export function toolkitOf(target: Target): Promise<Stack | undefined> {
  return stackOf(target, TOOLKIT);
}

/** Whether a stack is there. */
export async function isDeployed(target: Target, StackName: string): Promise<boolean> {
  return (await stackOf(target, StackName))?.StackStatus?.endsWith('_COMPLETE') ?? false;
}

/** The account and the region that a bootstrapped target is: `123456789012 in eu-west-1`. */
export async function placeOf(target: Target): Promise<string> {
  const { region, account } = await whereIs(target);
  return `${account} in ${region}`;
}

/** The account that a bootstrapped target is. */
export async function accountOf(target: Target): Promise<string> {
  return String((await whereIs(target)).account);
}

async function whereIs(target: Target) {
  const { StackId } = (await toolkitOf(target)) ?? {};
  const [, , , region, account] = StackId?.split(':') ?? [];
  return { region, account };
}

async function stackOf(target: Target, StackName: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await cloudformationOf(target).send(new DescribeStacksCommand({ StackName }));
    return Stacks[0];
  } catch (error) {
    if (/does not exist/.test(String(error))) return undefined;
    throw error;
  }
}

/** A client of the target's CloudFormation. */
export function cloudformationOf({ endpoint, environment }: Target): CloudFormationClient {
  return new CloudFormationClient(endpoint ? { endpoint, ...localAccess(environment) } : {});
}

/** The arguments that give each stack the parameters that it has. */
export function parameterArguments({ assembly, tokens }: Pick<Target, 'assembly' | 'tokens'>): string[] {
  return [...templatesIn(assembly)].flatMap(([stack, { Parameters = {} }]) => {
    const values = Object.keys(Parameters)
      .filter((name) => name in tokens.parameters)
      .map((name) => `${name}=${withoutPadding(tokens.parameters[name] as string)}`);
    const digest = SETTINGS_DIGEST in Parameters ? [`${SETTINGS_DIGEST}=${digestOf(values)}`] : [];
    return [...values, ...digest].flatMap((value) => ['--parameters', `${stack}:${value}`]);
  });
}

/** As the template's parameter wants it. The values' order says nothing. */
function digestOf(values: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([...values].sort()))
    .digest('hex')
    .slice(0, 16);
}

/** The CLI splits a parameter at every "="; the padding of base64 says nothing. */
function withoutPadding(value: string): string {
  return value.replace(/=+$/, '');
}

function localAccess({ AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }: Target['environment']) {
  return {
    region: AWS_REGION as string,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID as string, secretAccessKey: AWS_SECRET_ACCESS_KEY as string },
  };
}
