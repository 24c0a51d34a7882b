import { mkdirSync, writeFileSync } from 'node:fs';
import Table from 'cli-table3';
import { runApart } from './testDeploy/apart.ts';
import type { Outcome, TestedGrid } from './testDeploy/outcome.ts';

const GRIDS: readonly TestedGrid[] = ['embedded', 'ministack', 'localstack'];
const USAGE = `Deploys the whole system to emulators that run without Docker and puts each through a scenario: orders, a replay
of the archive, a changed deployment, and its removal; the same on the embedded grid. All at the same time.

  npm run test:deploy -- [${GRIDS.join('] [')}]     (default: all)

The emulators need Python 3.11 to 3.13, of which ALPES_PYTHON may name one. By default an emulator that cannot be had is
skipped; one that is asked for has to be there.`;

async function main(): Promise<number> {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !GRIDS.includes(name as TestedGrid));
  if (unknown) {
    console.error(`There is no grid "${unknown}" to test.\n\n${USAGE}`);
    return 2;
  }
  const grids = GRIDS.filter((grid) => names.length === 0 || names.includes(grid));
  const results = await Promise.all(grids.map(runApart));
  const outcomes = results.flatMap((result) => ('outcome' in result ? [result.outcome] : []));
  const skipped = results.flatMap((result, index) =>
    'unavailable' in result ? [`*** SKIPPED: ${grids[index]} was not tested. ${result.unavailable} ***`] : [],
  );
  show(outcomes);
  mkdirSync('.alpes', { recursive: true });
  writeFileSync('.alpes/test-deploy.json', JSON.stringify(outcomes, null, 2));
  const checks = outcomes.flatMap((outcome) => outcome.checks);
  const failed = checks.filter(({ problem }) => problem !== undefined);
  console.log(
    [
      '',
      ...failed.map(({ name, problem }) => `✘ ${name}: ${problem}`),
      ...skipped,
      `${checks.length - failed.length} passed, ${failed.length} failed, ${skipped.length} skipped`,
    ].join('\n'),
  );
  return failed.length > 0 || (skipped.length > 0 && names.length > 0) ? 1 : 0;
}

function show(outcomes: readonly Pick<Outcome, 'grid' | 'seconds' | 'notes'>[]): void {
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

process.exitCode = await main();
