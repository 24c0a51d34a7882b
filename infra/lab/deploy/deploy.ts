import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { settingsOf } from '#infra/cdk/defaults.ts';
import { API_STACK, DATA_STACK, DELETION_PROTECTION } from '#infra/cdk/names.ts';
import { fillViews } from '../fillViews.ts';
import { clientsOf } from '../smoke/clients.ts';
import { ensureArchive, removeArchive } from './archive.ts';
import { lackOf, wantedBy } from './bootstrap.ts';
import { emptyBuckets } from './buckets.ts';
import { cdk, isDeployed, parameterArguments, synthesizeFor, toolkitOf } from './cdk.ts';
import { finishUpdate } from './finishUpdate.ts';
import type { Target } from './target.ts';

/** What is written for the clients of a deployed system. */
export interface DeployOutputs {
  readonly grid: string;
  readonly stage: string;
  readonly apiUrl: string;
  readonly endpoint: string | undefined;
  /** Of an operator, where the issuer is the one for development. */
  readonly token: string | undefined;
  readonly assembly: string;
  /** What this grid does not have, and what was done about it. */
  readonly missing: readonly string[];
  readonly stacks: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** After the data, the contexts do not depend on each other, and the CLI looks at each only every five seconds. */
const AT_ONCE = ['--concurrency', '8'];

/** Synthesizes, bootstraps an emulator, and shows what would change. */
export async function prepare(target: Target): Promise<void> {
  await synthesizeFor(target);
  await bootstrapped(target);
}

async function bootstrapped(target: Target): Promise<void> {
  const lack = lackOf(await toolkitOf(target), wantedBy(target.assembly));
  if (!lack) return;
  if (!target.endpoint)
    throw new Error(`This account's region ${lack}: run "npx cdk bootstrap" with rights of an administrator.`);
  await cdk(target, 'bootstrap');
}

/**
 * Sees that what a plan showed is there to be deployed as it was shown.
 * @throws Error where there is none, or the target has no bootstrap stack that it can be deployed through.
 */
export async function refuseUnplanned(target: Target): Promise<void> {
  const folder = path.relative('.', target.assembly);
  if (!existsSync(path.join(target.assembly, 'manifest.json')))
    throw new Error(`There is nothing in ${folder}: run with --plan first, and bring that folder here.`);
  await bootstrapped(target);
}

/** Deploys every stack of a prepared target, and makes through the API what CloudFormation cannot make there. */
export async function deployAll(target: Target): Promise<DeployOutputs> {
  const { grid, names, endpoint, publicEndpoint, assembly, outputsFile, features, tokens } = target;
  // LocalStack needs more for what is there already; see finishUpdate. After an update without a change set, it still
  // deletes, and compares, by the template of before.
  const data = names.of(DATA_STACK);
  const updates = await isDeployed(target, data);
  const updatesLocalStack = grid === 'localstack' && updates;
  // The new generation of each changed view, beside the one that is served until the functions are there.
  if (updates) await fillViews(endpoint, names);
  else await deployUnprotected(target);
  await cdk(
    target,
    ...['deploy', '--all', ...AT_ONCE, '--require-approval', 'never', '--progress', 'events'],
    ...['--outputs-file', outputsFile],
    // A change set is for people to look at; an emulator only computes everything twice.
    ...(endpoint && !updatesLocalStack ? ['--method', 'direct'] : []),
    ...parameterArguments(target),
    ...(settingsOf(names.stage).deletionProtection ? ['--parameters', `${data}:${DELETION_PROTECTION}=true`] : []),
  );
  if (updatesLocalStack) await finishUpdate(target);
  if (!features.archive) await ensureArchive(clientsOf(endpoint).events, names);
  await fillViews(endpoint, names);
  const stacks = JSON.parse(readFileSync(outputsFile, 'utf8')) as DeployOutputs['stacks'];
  const { ApiUrl, ApiId } = stacks[names.of(API_STACK)] ?? {};
  const outputs: DeployOutputs = {
    grid,
    stage: names.stage,
    // Emulators serve an API under this path of their one endpoint, which needs no DNS.
    apiUrl: publicEndpoint ? `${publicEndpoint}/_aws/execute-api/${ApiId}/v1` : String(ApiUrl).replace(/\/$/, ''),
    endpoint: publicEndpoint,
    token: tokens.token,
    assembly: path.relative('.', assembly),
    missing: missingFrom(target),
    stacks,
  };
  writeFileSync(outputsFile, `${JSON.stringify(outputs, null, 2)}\n`, { mode: 0o600 });
  return outputs;
}

/** Where nothing is yet, the protected tables come first, and unprotected: what fails is taken back, and can be tried again. */
async function deployUnprotected(target: Target): Promise<void> {
  if (!settingsOf(target.names.stage).deletionProtection) return;
  const data = target.names.of(DATA_STACK);
  await cdk(
    target,
    ...['deploy', data, '--exclusively', '--require-approval', 'never', '--progress', 'events'],
    ...parameterArguments(target),
    ...['--parameters', `${data}:${DELETION_PROTECTION}=false`],
  );
}

/** Takes every stack away that was deployed. Data of a production stage stays. */
export async function destroyAll(target: Target): Promise<void> {
  if (!existsSync(path.join(target.assembly, 'manifest.json'))) await synthesizeFor(target);
  if (!target.features.archive) await removeArchive(clientsOf(target.endpoint).events, target.names);
  await emptyBuckets(target);
  await cdk(target, 'destroy', '--all', ...AT_ONCE, '--force');
}

function missingFrom({ features }: Target): string[] {
  return [
    features.archive ? [] : 'AWS::Events::Archive: the archive was made through the API',
    features.authorizer ? [] : 'Lambda authorizers: each function verifies the token itself',
    features.dashboard ? [] : 'AWS::CloudWatch::Dashboard: there is no dashboard',
  ].flat();
}
