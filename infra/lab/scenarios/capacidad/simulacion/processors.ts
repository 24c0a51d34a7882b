import type { Simulation } from './simulation.ts';

interface Job {
  /** The share of work, of each job since the beginning, at which it is done. */
  readonly until: number;
  readonly done: () => void;
}

/** So little work left is none: shares are sums of fractions. */
const NONE = 1e-9;

/**
 * Cores that all that runs shares alike, each job one core at most: as an operating system does it. `cores` may be a fraction,
 * where others take a part.
 */
export class Processors {
  readonly #simulation: Simulation;
  readonly #cores: number;
  #jobs: Job[] = [];
  /** Work in milliseconds that a job which was there from the beginning would have got. */
  #share = 0;
  #since = 0;
  /** Of the last plan for the next job to end: an older one has been overtaken. */
  #plan = 0;

  constructor(simulation: Simulation, cores: number) {
    this.#simulation = simulation;
    this.#cores = cores;
  }

  /** Works for so many milliseconds of a core, and then is done. */
  work(ms: number, done: () => void): void {
    this.#advance();
    this.#jobs.push({ until: this.#share + ms, done });
    this.#schedule();
  }

  get #rate(): number {
    return Math.min(1, this.#cores / this.#jobs.length);
  }

  #advance(): void {
    const { now } = this.#simulation;
    if (this.#jobs.length > 0) this.#share += (now - this.#since) * this.#rate;
    this.#since = now;
  }

  #schedule(): void {
    this.#plan += 1;
    const plan = this.#plan;
    if (this.#jobs.length === 0) return;
    const next = this.#jobs.reduce((least, { until }) => Math.min(least, until), Number.POSITIVE_INFINITY);
    this.#simulation.after(Math.max(0, next - this.#share) / this.#rate, () => {
      if (plan !== this.#plan) return;
      this.#advance();
      const ended = this.#jobs.filter(({ until }) => until - this.#share <= NONE);
      this.#jobs = this.#jobs.filter(({ until }) => until - this.#share > NONE);
      this.#schedule();
      for (const { done } of ended) done();
    });
  }
}
