import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Outcome, TestedGrid } from './outcome.ts';

/** How the scenario went on one grid; or why this machine cannot have it. */
export type Result =
  | { readonly outcome: Pick<Outcome, 'grid' | 'seconds' | 'checks' | 'notes'> }
  | { readonly unavailable: string };

/** Runs the scenario on one grid in a process of its own, beside others. Each line that it prints is told with the grid's name. */
export async function runApart(grid: TestedGrid): Promise<Result> {
  const child = fork(path.join(import.meta.dirname, 'ownProcess.ts'), [grid], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface(stream).on('line', (line) => console.log(`${grid.padEnd(10)} │ ${line}`));
  }
  let result: Result | undefined;
  child.once('message', (message) => {
    result = message as Result;
  });
  const [code, signal] = await once(child, 'close');
  const problem = `its process ended with ${signal ?? code} and told nothing`;
  return result ?? { outcome: { grid, seconds: {}, checks: [{ name: 'the scenario', problem }], notes: [] } };
}
