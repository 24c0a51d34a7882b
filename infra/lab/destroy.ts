import { destroyAll } from './deploy/deploy.ts';
import { OPTIONS, type Target, targetFrom } from './deploy/target.ts';

const USAGE = `Takes a deployed system away again. A production stage keeps its data, and is protected from this.

  npm run destroy -- --grid localstack|aws --yes [--stage dev]

${OPTIONS}`;

async function main(): Promise<number> {
  let target: Target;
  try {
    target = await targetFrom(process.argv.slice(2));
    if (!target.yes) throw new Error('This deletes everything: give --yes.');
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  try {
    await destroyAll(target);
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

process.exitCode = await main();
