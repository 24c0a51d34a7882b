import { mkdirSync, writeFileSync } from 'node:fs';
import Table from 'cli-table3';
import { EmulatorUnavailable } from './deploy/python.ts';
import type { Outcome, TestedGrid } from './testDeploy/outcome.ts';
import { runScenario } from './testDeploy/scenario.ts';

const EMULATORS: readonly TestedGrid[] = ['ministack', 'localstack'];
const USAGE = `Deploys the whole system to emulators that run without Docker and puts each through a scenario: orders, a replay
of the archive, a changed deployment, and its removal; beside the same on the embedded grid.

  npm run test:deploy -- [${EMULATORS.join('] [')}]     (default: both)

They need Python 3.11 to 3.13, of which ALPES_PYTHON may name one. By default an emulator that cannot be had is skipped; one
that is asked for has to be there.`;

async function main(): Promise<number> {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !EMULATORS.includes(name as TestedGrid));
  if (unknown) {
    console.error(`There is no emulator "${unknown}" to test.\n\n${USAGE}`);
    return 2;
  }
  const outcomes: Outcome[] = [];
  const skipped: string[] = [];
  for (const grid of names.length > 0 ? (names as TestedGrid[]) : EMULATORS) {
    try {
      outcomes.push(await runScenario(grid));
    } catch (error) {
      if (!(error instanceof EmulatorUnavailable)) throw error;
      skipped.push(`*** SKIPPED: ${grid} was not tested. ${error.message} ***`);
    }
  }
  outcomes.unshift(await runScenario('embedded'));
  show(outcomes);
  mkdirSync('.alpes', { recursive: true });
  writeFileSync('.alpes/test-deploy.json', JSON.stringify(outcomes, null, 2));
  const checks = outcomes.flatMap((outcome) => outcome.checks);
  const failed = checks.filter(({ problem }) => problem !== undefined).length;
  console.log(
    `\n${[...skipped, `${checks.length - failed} passed, ${failed} failed, ${skipped.length} skipped`].join('\n')}`,
  );
  return failed > 0 || (skipped.length > 0 && names.length > 0) ? 1 : 0;
}

function show(outcomes: readonly Outcome[]): void {
  for (const { grid, notes } of outcomes) console.log(`\n${[grid, ...notes].join('\n  ')}`);
  // The emulators' come last, and have every step.
  const steps = new Set(outcomes.toReversed().flatMap(({ seconds }) => Object.keys(seconds)));
  const grids = outcomes.map(({ grid }) => grid);
  const table = new Table({
    head: ['seconds', ...grids],
    colAligns: ['left', ...grids.map(() => 'right' as const)],
    style: { head: [], border: [] },
  });
  for (const step of steps) table.push([step, ...outcomes.map(({ seconds }) => seconds[step]?.toFixed(1) ?? '')]);
  table.push([
    'together',
    ...outcomes.map(({ seconds }) =>
      Object.values(seconds)
        .reduce((sum, one) => sum + one, 0)
        .toFixed(1),
    ),
  ]);
  console.log(`\n${table}`);
}

// The emulators stop when this process exits, which a signal alone would not let it do.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exitCode = await main();
