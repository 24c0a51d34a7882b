import type { SmokeGrid } from '../smoke/known.ts';

/** The grids that can run on a machine without Docker. */
export type TestedGrid = Exclude<SmokeGrid, 'aws'>;

/** How one check of the scenario went; without a problem it passed. */
export interface Check {
  readonly name: string;
  readonly problem?: string;
}

/** The scenario on one grid: its steps with their times, its checks, and what was noticed. */
export class Outcome {
  readonly grid: TestedGrid;
  /** Seconds of each step. */
  readonly seconds: Record<string, number> = {};
  readonly checks: Check[] = [];
  readonly notes: string[] = [];

  constructor(grid: TestedGrid) {
    this.grid = grid;
  }

  /** A step, which is also a check: one that throws has failed, and is told at once. */
  async step<T>(name: string, action: () => Promise<T>): Promise<T | undefined> {
    console.log(`── ${name}`);
    const began = performance.now();
    try {
      const result = await action();
      this.#told({ name });
      return result;
    } catch (error) {
      this.#told({ name, problem: (error as Error).message });
      return undefined;
    } finally {
      this.seconds[name] = (performance.now() - began) / 1_000;
    }
  }

  /** Passed when there are no problems. */
  check(name: string, problems: readonly string[]): void {
    this.#told(problems.length === 0 ? { name } : { name, problem: problems.slice(0, 20).join('\n    ') });
  }

  #told(check: Check): void {
    this.checks.push(check);
    console.log(check.problem === undefined ? `  ✔ ${check.name}` : `  ✘ ${check.name}: ${check.problem}`);
  }
}
