import type { Instance, Outcome, Work } from '../instance/instance.ts';
import type { PoolState, Urgency } from './policy.ts';

/** An invocation as the pool takes it: what to run, and a hook for when its instance is known. */
export interface Job {
  readonly work: Work;
  readonly urgency: Urgency;
  onInstance(instance: Instance): void;
}

interface Waiter {
  readonly job: Job;
  readonly since: number;
  resolve(outcome: Outcome): void;
  reject(reason: Error): void;
}

/** The instances of one function (one version of it) and who waits for them. `fleet.ts` decides when one is started. */
export class Pool {
  readonly #free: Instance[] = [];
  readonly #busy = new Set<Instance>();
  readonly #starting = new Set<Instance>();
  readonly #waiting: Record<Urgency, Waiter[]> = { direct: [], mapped: [] };
  #latestCame = 0;
  #retired = false;
  readonly #hooks: Hooks;

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
  }

  get size(): number {
    return this.#free.length + this.#busy.size + this.#starting.size;
  }

  get starting(): number {
    return this.#starting.size;
  }

  get busy(): number {
    return this.#busy.size;
  }

  get waiting(): number {
    return this.#waiting.direct.length + this.#waiting.mapped.length;
  }

  /** The one that waits first: its urgency and since when. */
  get head(): { readonly urgency: Urgency; readonly since: number } | undefined {
    const first = this.#waiting.direct[0] ?? this.#waiting.mapped[0];
    return first && { urgency: first.job.urgency, since: first.since };
  }

  state(limit: number, coldMs: number): PoolState {
    const { head } = this;
    return {
      instances: this.#free.length + this.#busy.size,
      starting: this.#starting.size,
      head: head && {
        urgency: head.urgency,
        waitedMs: performance.now() - Math.max(head.since, this.#latestCame),
      },
      limit,
      coldMs,
    };
  }

  /** Runs `job` on a free instance, or when its turn comes. */
  run(job: Job): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { job, since: performance.now(), resolve, reject };
      const free = this.#free.pop();
      if (free) this.#give(free, waiter);
      else this.#waiting[job.urgency].push(waiter);
    });
  }

  /** Gives up waiting for an instance. `false` when the job has one already. */
  withdraw(job: Job, reason: Error): boolean {
    const line = this.#waiting[job.urgency];
    const at = line.findIndex((waiter) => waiter.job === job);
    if (at < 0) return false;
    line.splice(at, 1)[0]?.reject(reason);
    return true;
  }

  /** Takes in an instance that begins to load. */
  add(instance: Instance): void {
    this.#starting.add(instance);
    instance.onEnd = () => this.#gone(instance);
    instance.ready.then(
      () => {
        this.#starting.delete(instance);
        this.#latestCame = performance.now();
        // First it counts among the others: whoever schedules in between would start one too many.
        this.#release(instance);
        this.#hooks.started(instance);
      },
      (error: Error) => {
        this.#starting.delete(instance);
        this.failNext(error.message);
        this.#hooks.changed();
      },
    );
  }

  /** An instance could not start. It answers one invocation, as on AWS; the next in line tries again. */
  failNext(payload: string): void {
    this.#next()?.resolve({ payload, failed: true, memoryMb: 0 });
  }

  /** Since when each idle instance has been so, the longest first. */
  get idleSince(): readonly number[] {
    return this.#free.map((instance) => instance.idleSince);
  }

  /** Ends the instance that has been idle longest. */
  endIdle(): void {
    this.#free.shift()?.kill();
  }

  /** No new work: idle instances end now, busy ones after their invocation. */
  retire(): void {
    this.#retired = true;
    for (const instance of this.#free.splice(0)) instance.kill();
    for (const instance of this.#starting) instance.kill();
  }

  /** Ends everything at once; who still waits is told `reason`. */
  destroy(reason: Error): void {
    this.retire();
    for (const instance of this.#busy) instance.kill();
    for (let waiter = this.#next(); waiter; waiter = this.#next()) waiter.reject(reason);
  }

  /** Every instance of this pool. */
  *instances(): Iterable<Instance> {
    yield* this.#free;
    yield* this.#busy;
    yield* this.#starting;
  }

  /** Hands over those who wait, for the pool that takes this one's place. */
  handOver(to: Pool): void {
    for (const urgency of ['direct', 'mapped'] as const) to.#waiting[urgency].push(...this.#waiting[urgency].splice(0));
  }

  #next(): Waiter | undefined {
    return this.#waiting.direct.shift() ?? this.#waiting.mapped.shift();
  }

  #give(instance: Instance, waiter: Waiter): void {
    this.#busy.add(instance);
    this.#hooks.begins(instance);
    waiter.job.onInstance(instance);
    instance.run(waiter.job.work).then((outcome) => {
      this.#busy.delete(instance);
      this.#hooks.ends(instance, outcome);
      waiter.resolve(outcome);
      this.#release(instance);
    });
  }

  #release(instance: Instance): void {
    if (instance.ended || this.#retired) {
      instance.kill();
    } else {
      const waiter = this.#next();
      if (waiter) {
        this.#give(instance, waiter);
        return;
      }
      instance.idleSince = performance.now();
      this.#free.push(instance);
    }
    this.#hooks.changed();
  }

  #gone(instance: Instance): void {
    const at = this.#free.indexOf(instance);
    if (at >= 0) this.#free.splice(at, 1);
    this.#hooks.changed();
  }
}

/** What a pool tells its fleet. */
export interface Hooks {
  started(instance: Instance): void;
  begins(instance: Instance): void;
  ends(instance: Instance, outcome: Outcome): void;
  /** Room was made, or a start failed: somebody who waits may be served. */
  changed(): void;
}
