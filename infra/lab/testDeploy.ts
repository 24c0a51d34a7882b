import { writeFileSync } from 'node:fs';
import Table from 'cli-table3';
import { EmulatorUnavailable } from './deploy/python.ts';
import { type Outcome, runScenario, type TestedGrid } from './testDeploy/scenario.ts';

const GRIDS: readonly TestedGrid[] = ['embedded', 'localstack', 'ministack'];
const USAGE = `Deploys the whole system to grids that run without Docker, and puts each through the same scenario.

  npm run test:deploy -- [${GRIDS.join('] [')}]     (default: all)`;

async function main(): Promise<number> {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !GRIDS.includes(name as TestedGrid));
  if (unknown) {
    console.error(`There is no grid "${unknown}" to test.\n\n${USAGE}`);
    return 2;
  }
  const outcomes: Outcome[] = [];
  for (const grid of names.length > 0 ? (names as TestedGrid[]) : GRIDS) {
    try {
      outcomes.push(await runScenario(grid));
    } catch (error) {
      if (!(error instanceof EmulatorUnavailable)) throw error;
      console.warn(`\n*** SKIPPED: ${grid}. ${error.message} ***\n`);
    }
  }
  show(outcomes);
  writeFileSync('.alpes/test-deploy.json', JSON.stringify(outcomes, null, 2));
  return outcomes.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

function show(outcomes: readonly Outcome[]): void {
  const steps = [...new Set(outcomes.flatMap((outcome) => Object.keys(outcome.steps)))];
  const table = new Table({ head: ['seconds', ...outcomes.map(({ grid }) => grid)], style: { head: [] } });
  for (const step of steps) table.push([step, ...outcomes.map((outcome) => outcome.steps[step]?.toFixed(1) ?? '–')]);
  console.log(`\n${table}`);
  for (const { grid, smoke, problems } of outcomes) {
    const { summary, compared = 0, drops = [], outdated = [] } = smoke ?? {};
    const states = JSON.stringify(summary?.byState ?? {});
    console.log(
      `\n${grid}: ${summary?.violations.length ?? '?'} violations, ${states}, ${compared} resources compared`,
    );
    for (const drop of drops) console.log(`  differs  ${drop}`);
    for (const key of outdated) console.log(`  does not differ any more: ${key}`);
    for (const problem of problems) console.log(`  PROBLEM  ${problem}`);
  }
}

process.exitCode = await main();
