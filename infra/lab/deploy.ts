import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { refuseLostAliases } from './deploy/aliases.ts';
import { accountOf, cdk, placeOf } from './deploy/cdk.ts';
import { changesOf } from './deploy/changes.ts';
import { refuseCopiesAtHome } from './deploy/copies.ts';
import { type DeployOutputs, deployAll, prepare, refuseUnplanned } from './deploy/deploy.ts';
import { refuseManyIndexes } from './deploy/indexes.ts';
import { lookAtQuotas } from './deploy/quotas/look.ts';
import { OPTIONS, type Target, targetFrom } from './deploy/target.ts';
import { refuseLargeVariables } from './deploy/variables.ts';
import { program } from './program.ts';

const USAGE = `Deploys the whole system by CDK: shows what would change, asks, deploys, and writes .alpes/outputs-<grid>-<stage>.json.

  npm run deploy -- --grid localstack|aws [--stage dev|prod] [--yes]
  npm run deploy -- --grid aws --stage prod --plan
  npm run deploy -- --grid aws --stage prod --planned --yes

${OPTIONS}`;

async function main(target: Target): Promise<number> {
  try {
    if (target.step === 'planned') await refuseUnplanned(target);
    else await prepare(target);
    const changes = await changesOf(target);
    refuseManyIndexes(changes);
    refuseLostAliases(changes, target.names);
    refuseCopiesAtHome(changes, await accountOf(target));
    refuseLargeVariables(
      changes.map(({ after }) => after),
      target.tokens.parameters,
    );
    await lookAtQuotas(target, changes);
    // Only a change set of CloudFormation's own tells what would be replaced; an emulator's adds nothing to the templates.
    await cdk(target, 'diff', ...(target.endpoint ? ['--no-change-set'] : []));
    if (target.step === 'plan') return planned(target);
    if (!(await agreed(target))) return 1;
    console.log(told(await deployAll(target), target));
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

async function planned(target: Target): Promise<number> {
  console.log(`\nThis would go to ${await placed(target)}. It is kept in ${path.relative('.', target.assembly)}.`);
  return 0;
}

async function agreed(target: Target): Promise<boolean> {
  console.log(`\nThis goes to ${await placed(target)}.`);
  if (target.yes) return true;
  if (!process.stdin.isTTY) throw new Error('Nobody can be asked here: give --yes to deploy.');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`Deploy it? [y/N] `);
  lines.close();
  return /^y(es)?$/i.test(answer);
}

async function placed(target: Target): Promise<string> {
  return `${target.grid}, account ${await placeOf(target)}, stage ${target.names.stage}`;
}

function told({ apiUrl, endpoint, token, missing }: DeployOutputs, { outputsFile, grid }: Target): string {
  const file = path.relative('.', outputsFile);
  return [
    `\nDeployed to ${grid}.`,
    `  API            ${apiUrl}`,
    ...(endpoint ? [`  AWS endpoint   ${endpoint}`] : []),
    ...(token ? [`  Token          ${token}`] : []),
    `  Outputs        ${file}`,
    ...missing.map((what) => `  Not there      ${what}`),
    `\nnpm run smoke -- --outputs ${file}`,
  ].join('\n');
}

process.exitCode = await program(USAGE, () => targetFrom(process.argv.slice(2)), main);
