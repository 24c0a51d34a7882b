import { createInterface } from 'node:readline/promises';
import { placeOf, toolkitOf } from './deploy/cdk.ts';
import { isNamed, refuseUnnamed } from './deploy/confirmation.ts';
import { destroyAll } from './deploy/deploy.ts';
import { OPTIONS, type Target, targetFrom } from './deploy/target.ts';
import { program } from './program.ts';

const USAGE = `Takes a deployed system away again, when one has said the stage's name once more. A production stage is protected from this.

  npm run destroy -- --grid localstack|aws [--stage dev|prod|relevo] [--confirm STAGE]

${OPTIONS}`;

async function asked(): Promise<Target> {
  const target = await targetFrom(process.argv.slice(2));
  refuseUnnamed(target);
  return target;
}

async function main(target: Target): Promise<number> {
  try {
    if (!(await agreed(target))) return 1;
    await destroyAll(target);
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

async function agreed(target: Target): Promise<boolean> {
  const { confirm, grid, names } = target;
  if (confirm !== undefined) return true;
  if (!(await toolkitOf(target))) throw new Error(`Nothing was deployed to ${grid} there.`);
  if (!process.stdin.isTTY) throw new Error(`Nobody can be asked here: give --confirm ${names.stage}.`);
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(
    `This takes ${names.stage} away from ${grid}, account ${await placeOf(target)}. Type the stage's name: `,
  );
  lines.close();
  return isNamed(answer, names);
}

process.exitCode = await program(USAGE, asked, main);
