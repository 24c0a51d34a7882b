import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { Reading } from '#infra/grid/meter/meter.ts';
import { between, type Cpu, cpuOf } from '../../bench/vida/cpu.ts';
import { readingOf, since } from '../../bench/vida/reading.ts';
import { pause } from '../../driver/pool.ts';
import type { GridProcess } from '../../gridProcess.ts';

/** What a grid did in a while. */
export interface Rato {
  readonly orders: number;
  /** From the first order until all that follows from them was done. */
  readonly seconds: number;
  readonly reading: Reading;
  readonly cpu: Cpu;
  /** How many runs of functions that queues feed had ended, by seconds since the first order. */
  readonly samples: readonly (readonly [seconds: number, runs: number])[];
  /** How many of the machine's cores were left to the grid by whatever else ran. */
  readonly cores: number;
}

const LOOK_MS = 200;
const QUIET_MS = 3_000;
const LONGEST_MS = 10 * 60_000;
/** Ticks of `/proc/stat`, as those of a process. */
const TICK_MS = 10;

/** Looks at a grid while `work` sends so many orders, and until nothing more follows from them. */
export async function ratoDe(grid: GridProcess, orders: number, work: () => Promise<unknown>): Promise<Rato> {
  const { endpoint } = grid;
  const [before, cpuBefore, busyBefore] = [await readingOf(endpoint), cpuOf(grid.pid), busyMs()];
  const began = performance.now();
  const watch = new Watch(endpoint);
  const [, ended] = await Promise.all([work().finally(() => watch.allSent()), watch.quiet()]);
  const [after, cpuAfter, busyAfter] = [await readingOf(endpoint), cpuOf(grid.pid), busyMs()];
  const wall = performance.now() - began;
  const cpu = between(cpuBefore, cpuAfter);
  const own = cpu.grid + cpu.engine + [...cpu.functions.values()].reduce((sum, ms) => sum + ms, 0);
  const cores = os.availableParallelism() - Math.max(0, busyAfter - busyBefore - own) / wall;
  const samples = watch.samples.map(([at, runs]) => [(at - began) / 1_000, runs] as const);
  return { orders, seconds: (ended - began) / 1_000, reading: since(before, after), samples, cpu, cores };
}

/** Watches how the functions run that queues feed. */
class Watch {
  readonly samples: (readonly [at: number, runs: number])[] = [];
  readonly #endpoint: string;
  #sent = false;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  allSent(): void {
    this.#sent = true;
  }

  /** Waits until all was sent and none has run for a while; gives the time when the last one had. @throws Error after ten minutes. */
  async quiet(): Promise<number> {
    const end = performance.now() + LONGEST_MS;
    const first = await this.#count();
    let [ran, last] = [0, performance.now()];
    while (performance.now() < end) {
      const count = (await this.#count()) - first;
      const now = performance.now();
      if (count !== ran) {
        [ran, last] = [count, now];
        this.samples.push([now, count]);
      }
      if (this.#sent && now - last > QUIET_MS) return last;
      await pause(LOOK_MS);
    }
    throw new Error(`The grid was not done after ${LONGEST_MS / 60_000} minutes.`);
  }

  async #count(): Promise<number> {
    const { runs, amounts } = await readingOf(this.#endpoint);
    // What a clock starts goes on for ever.
    const fed = new Set(amounts.filter(({ what }) => what === 'Messages').map(({ resource }) => resource));
    return runs.reduce((sum, run) => sum + (fed.has(run.function) ? run.count : 0), 0);
  }
}

/** Milliseconds of all cores that somebody has used since the machine started. Needs Linux's `/proc`. */
function busyMs(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0, steal = 0] = (
    /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? ''
  )
    .split(' ')
    .map(Number);
  return (user + nice + system + irq + soft + steal) * TICK_MS;
}
