import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds in a tick of `/proc/<pid>/stat`: USER_HZ is 100 on every Linux that Node runs on. */
const TICK_MS = 10;

/** CPU milliseconds that the processes of a grid have used so far, ended ones not counted. */
export interface Cpu {
  /** The grid's own process. */
  readonly grid: number;
  /** DynamoDB's. */
  readonly engine: number;
  /** By function, all its instances. */
  readonly functions: ReadonlyMap<string, number>;
}

/** Reads the CPU time of a grid and all that it has started. Needs Linux's `/proc`. */
export function cpuOf(grid: number): Cpu {
  const functions = new Map<string, number>();
  let engine = 0;
  for (const pid of descendants(grid)) {
    try {
      const name = /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]+)/.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1];
      if (name) functions.set(name, (functions.get(name) ?? 0) + used(pid));
      else if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dynoxide')) engine += used(pid);
    } catch {
      // It ended meanwhile.
    }
  }
  return { grid: used(grid), engine, functions };
}

/** The difference of two readings. */
export function between(before: Cpu, after: Cpu): Cpu {
  const functions = [...after.functions].map(([name, ms]) => [name, ms - (before.functions.get(name) ?? 0)] as const);
  return {
    grid: after.grid - before.grid,
    engine: after.engine - before.engine,
    functions: new Map(functions.sort((a, b) => b[1] - a[1])),
  };
}

function used(pid: number): number {
  const [, , ...fields] = stat(pid);
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const [, , , parent] = stat(Number(name));
      parents.set(Number(name), Number(parent));
    } catch {
      // It ended meanwhile.
    }
  }
  const found = [root];
  for (const pid of found) found.push(...[...parents].filter(([, of]) => of === pid).map(([child]) => child));
  return found.slice(1);
}

/** The fields of `/proc/<pid>/stat`: the second, the command, may hold spaces and brackets. */
function stat(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const end = text.lastIndexOf(')');
  return [String(pid), text.slice(text.indexOf('('), end + 1), ...text.slice(end + 2).split(' ')];
}
