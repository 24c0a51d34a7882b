import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bestKnown, instanceNames } from '../data/vrptw.ts';
import { progressBar } from '../progress.ts';
import { plot } from './rutas/plot.ts';
import { compare, report, summary } from './rutas/report.ts';
import type { Found, Task } from './rutas/worker.ts';
import { writeSection } from './section.ts';

const IMAGE = new URL('../../../docs/img/rutas.svg', import.meta.url);

/**
 * Solves the 56 Solomon problems and writes the figures beside the best published ones into `docs/benchmarks.md`.
 * `--seconds`, `--seed`, `--workers` (a core each), and `--only R1,C101`: with it nothing is written but to the screen.
 */
export async function rutas(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '2' },
      only: { type: 'string' },
    },
  });
  const wanted = values.only?.toUpperCase().split(',');
  const names = instanceNames().filter((name) => !wanted || wanted.some((prefix) => name.startsWith(prefix)));
  const how = { seed: Number(values.seed), seconds: Number(values.seconds) };
  const tasks = names.map((name): Task => ({ name, ...how }));
  const rows = compare(await solveAll(tasks, Number(values.workers)), bestKnown());
  const broken = rows.filter(({ violations, unserved }) => violations + unserved > 0);
  if (broken.length > 0) throw new Error(`Not a solution: ${broken.map(({ name }) => name).join(', ')}.`);
  process.stdout.write(`\n${report(rows, how)}\n\n${summary(rows)}\n`);
  if (wanted) return;
  writeFileSync(IMAGE, plot(rows));
  writeSection('rutas', report(rows, how));
}

async function solveAll(tasks: readonly Task[], workers: number): Promise<Found[]> {
  const bar = progressBar('Solomon problems', tasks.length);
  const found = new Map<string, Found>();
  const waiting = [...tasks];
  const work = async () => {
    const child = fork(new URL('./rutas/worker.ts', import.meta.url));
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      const result = await ask(child, task);
      found.set(result.name, result);
      bar.step();
    }
    child.disconnect();
  };
  await Promise.all(Array.from({ length: workers }, work));
  bar.end();
  return tasks.map(({ name }) => found.get(name)).filter((result) => result !== undefined);
}

async function ask(child: ChildProcess, task: Task): Promise<Found> {
  const answered = new AbortController();
  child.send(task);
  const ended = once(child, 'exit', { signal: answered.signal }).then(() => {
    throw new Error(`The process that solved ${task.name} ended early.`);
  });
  const message = once(child, 'message', { signal: answered.signal });
  try {
    const [result] = await Promise.race([message, ended]);
    return result as Found;
  } finally {
    answered.abort();
    await Promise.allSettled([message, ended]);
  }
}
