import { availableParallelism } from 'node:os';
import { AwsError, type GridContext } from '../../../service.ts';
import { readTraceHeader } from '../../../traceHeader.ts';
import type { LambdaFunction } from '../function.ts';
import { platformError } from '../instance/failure.ts';
import { Instance, type Outcome } from '../instance/instance.ts';
import { MemoryWatch } from '../instance/memoryWatch.ts';
import { smoothed, wantsAnother } from './policy.ts';
import { type Hooks, type Job, Pool } from './pool.ts';

/** The machine's share that functions may take. */
export interface FleetLimits {
  /** Instances loading at the same time. */
  readonly starting: number;
  /** Instances of a function that reserves no concurrency. */
  readonly perFunction: number;
  /** Instances of all functions together. */
  readonly total: number;
  /** An instance idle for longer is ended, if it is not the only one of its function, or one of the `kept` last used. */
  readonly spareMs: number;
  readonly kept: number;
  /** An instance idle for longer is ended. */
  readonly idleMs: number;
  /** How long a direct invocation waits for an instance before it is throttled. */
  readonly patienceMs: number;
}

/**
 * For a laptop: a start per core, four instances a function, 120 in all (about 3.5 GB private at 27 MB each). What a busy
 * minute has started is ended soon; what is in use while somebody looks around stays.
 */
export const LAPTOP: FleetLimits = {
  starting: availableParallelism(),
  perFunction: 4,
  total: 120,
  spareMs: 20_000,
  kept: 20,
  idleMs: 10 * 60_000,
  patienceMs: 60_000,
};

const LOOK_MS = 50;

/** All instances of all functions: who may start, who is ended to make room, who waits. */
export class Fleet {
  readonly #grid: GridContext;
  readonly #limits: FleetLimits;
  readonly #pools = new Map<string, { fn: LambdaFunction; readonly pool: Pool }>();
  /** Pools whose function changed; their last invocations are still running. */
  readonly #retired = new Set<Pool>();
  readonly #memory = new MemoryWatch();
  readonly #log: (fn: LambdaFunction, text: string) => void;
  readonly #idle: NodeJS.Timeout;
  readonly #forget: () => void;
  #look: NodeJS.Timeout | undefined;
  #coldMs = 250;
  #stopped = false;

  constructor(grid: GridContext, limits: FleetLimits, log: (fn: LambdaFunction, text: string) => void) {
    this.#grid = grid;
    this.#limits = limits;
    this.#log = log;
    this.#idle = setInterval(() => this.#endIdle(), Math.min(5_000, limits.spareMs)).unref();
    this.#forget = grid.clock.onMove(() => {
      for (const { pool } of this.#pools.values()) for (const instance of pool.instances()) instance.tell();
    });
  }

  /** How many invocations of `fn` can run at once. */
  limitOf(fn: LambdaFunction): number {
    return Math.min(fn.reservedConcurrency ?? this.#limits.perFunction, this.#limits.total);
  }

  /**
   * Runs `job` on an instance of `fn`. Throws TooManyRequestsException when its concurrency is used up, and
   * ServiceException when the grid's stop cuts it off: the function did not get to say anything, so it has not failed.
   */
  async run(fn: LambdaFunction, job: Job): Promise<Outcome> {
    const pool = this.#poolOf(fn);
    this.#throttle(fn, pool, job);
    const outcome = pool.run(job).then((ended) => {
      if (this.#stopped && ended.memoryMb === 0) throw stopping();
      return ended;
    });
    if (pool.waiting === 0) return outcome;
    this.#schedule();
    if (job.urgency === 'mapped') return outcome;
    const patience = setTimeout(
      () => pool.withdraw(job, throttled('CallerRateLimitExceeded')),
      this.#limits.patienceMs,
    );
    return outcome.finally(() => clearTimeout(patience));
  }

  /** The function changed: instances of the old one end, those who wait are served by the new. */
  replace(fn: LambdaFunction): void {
    const old = this.#pools.get(keyOf(fn));
    if (!old) return;
    old.pool.retire();
    this.#retired.add(old.pool);
    this.#pools.delete(keyOf(fn));
    if (old.pool.waiting === 0) return;
    old.pool.handOver(this.#poolOf(fn));
    this.#schedule();
  }

  /** Ends the processes of a function's runs that belong to this trace; all of its runs, where none says so. */
  crash(name: string, trace: string | undefined): void {
    const running: Instance[] = [];
    for (const { fn, pool } of this.#pools.values()) {
      if (fn.name !== name) continue;
      for (const instance of pool.instances()) if (instance.trace !== undefined) running.push(instance);
    }
    const root = readTraceHeader(trace)?.root;
    const meant = running.filter((instance) => root !== undefined && readTraceHeader(instance.trace)?.root === root);
    for (const instance of meant.length > 0 ? meant : running) instance.kill();
  }

  /** The function is gone. */
  remove(fn: LambdaFunction): void {
    this.#pools
      .get(keyOf(fn))
      ?.pool.destroy(new AwsError('ResourceNotFoundException', `Function not found: ${fn.arn}`, 404));
    this.#pools.delete(keyOf(fn));
  }

  /** Ends every instance. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#idle);
    this.#forget();
    clearTimeout(this.#look);
    this.#memory.stop();
    for (const pool of [...this.#retired, ...[...this.#pools.values()].map((entry) => entry.pool)])
      pool.destroy(stopping());
  }

  #poolOf(fn: LambdaFunction): Pool {
    const known = this.#pools.get(keyOf(fn));
    if (known) {
      known.fn = fn;
      return known.pool;
    }
    const pool = new Pool(this.#hooks());
    this.#pools.set(keyOf(fn), { fn, pool });
    return pool;
  }

  #hooks(): Hooks {
    return {
      started: (instance) => {
        this.#coldMs = smoothed(this.#coldMs, instance.loadedMs);
      },
      begins: (instance) => this.#memory.watch(instance),
      ends: (instance, outcome) => {
        this.#memory.unwatch(instance);
        if (outcome.memoryMb > instance.fn.memoryMb) instance.killForMemory();
      },
      changed: () => this.#schedule(),
    };
  }

  /** AWS answers 429 at once where reserved concurrency is in use; without a reservation one waits for the machine. */
  #throttle(fn: LambdaFunction, pool: Pool, job: Job): void {
    if (fn.reservedConcurrency === undefined) return;
    if (fn.reservedConcurrency > 0 && job.urgency === 'mapped') return;
    if (pool.busy + pool.waiting >= fn.reservedConcurrency)
      throw throttled('ReservedFunctionConcurrentInvocationLimitExceeded');
  }

  /** Starts what is worth starting, as far as the machine's share goes: direct invocations first, then the longest wait. */
  #schedule(): void {
    clearTimeout(this.#look);
    this.#look = undefined;
    if (this.#stopped) return;
    const waiting = [...this.#pools.values()].filter(({ pool }) => pool.waiting > 0);
    if (waiting.length === 0) return;
    const wishes = waiting.sort((a, b) => rank(a.pool) - rank(b.pool));
    for (const { fn, pool } of wishes) {
      while (
        this.#starting() < this.#limits.starting &&
        wantsAnother(pool.state(this.limitOf(fn), this.#coldMs)) &&
        this.#roomFor(pool)
      ) {
        this.#start(fn, pool);
      }
    }
    this.#look = setTimeout(() => this.#schedule(), LOOK_MS).unref();
  }

  #start(fn: LambdaFunction, pool: Pool): void {
    const log = (text: string) => this.#log(fn, text);
    log(`INIT_START Runtime Version: ${fn.runtime} (Node ${process.versions.node})\n`);
    try {
      pool.add(new Instance(this.#grid, fn, log));
    } catch (error) {
      // Most often an assembly that was deleted under a running grid. No caller is here to be told: this runs on a timer.
      const reason = `The code of ${fn.name} cannot be read: ${(error as Error).message}`;
      pool.failNext(platformError('Runtime.ImportModuleError', `Error: ${reason}`));
    }
  }

  #starting(): number {
    let sum = 0;
    for (const { pool } of this.#pools.values()) sum += pool.starting;
    return sum;
  }

  /** Room for one more; the instance idle longest, of whichever function, is ended for it. */
  #roomFor(pool: Pool): boolean {
    let total = 0;
    let oldest: Pool | undefined;
    for (const { pool: other } of this.#pools.values()) {
      total += other.size;
      const [since] = other.idleSince;
      if (since !== undefined && other !== pool && since < (oldest?.idleSince[0] ?? Number.POSITIVE_INFINITY))
        oldest = other;
    }
    if (total < this.#limits.total) return true;
    oldest?.endIdle();
    return oldest !== undefined;
  }

  #endIdle(): void {
    for (const pool of this.#retired) if (pool.size === 0) this.#retired.delete(pool);
    const now = performance.now();
    const idle = [...this.#pools.values()].flatMap(({ pool }) => pool.idleSince.map((since) => ({ pool, since })));
    // The longest idle first, so that each pool is asked to end its own in that order.
    for (const [at, { pool, since }] of idle.sort((a, b) => a.since - b.since).entries()) {
      const spare = pool.size > 1 || idle.length - at > this.#limits.kept;
      if (now - since > (spare ? this.#limits.spareMs : this.#limits.idleMs)) pool.endIdle();
    }
  }
}

function keyOf(fn: LambdaFunction): string {
  return `${fn.name}:${fn.version}`;
}

function rank(pool: Pool): number {
  const head = pool.head;
  if (!head) return Number.POSITIVE_INFINITY;
  return head.since - (head.urgency === 'direct' ? 1e12 : 0);
}

function throttled(reason: string): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: reason, Type: 'User' });
}

function stopping(): AwsError {
  return new AwsError('ServiceException', 'The grid is stopping.', 500);
}
