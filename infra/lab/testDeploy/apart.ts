import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Outcome, TestedGrid } from './outcome.ts';

/** How the scenario went on one grid; or why this machine cannot have it. */
export type Result =
  | { readonly outcome: Pick<Outcome, 'grid' | 'seconds' | 'checks' | 'notes'> }
  | { readonly unavailable: string };

/** The slowest emulator takes half of it on two busy cores. */
const LIMIT_MINUTES = 45;

/**
 * Runs the scenario on one grid in a process of its own, beside others. Each line that it prints is told with the grid's
 * name. A process that does not come to an end is ended, which is a check that failed.
 */
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
  const ended = await endOf(child);
  const problem = `its process ended with ${ended} and told nothing`;
  return result ?? { outcome: { grid, seconds: {}, checks: [{ name: 'the scenario', problem }], notes: [] } };
}

/** How it ended. Not when its pipes close: what an emulator leaves behind may hold them for ever. */
async function endOf(child: ChildProcess): Promise<string> {
  let late = '';
  const limit = setTimeout(() => {
    late = ` after ${LIMIT_MINUTES} minutes`;
    child.kill();
  }, LIMIT_MINUTES * 60_000);
  const [code, signal] = await once(child, 'exit');
  clearTimeout(limit);
  return `${signal ?? code}${late}`;
}
