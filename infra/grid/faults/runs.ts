import { AwsError, type Invocation } from '../service.ts';
import { held } from './held.ts';
import type { Strike, Strikes } from './strike.ts';

/** When a run's process ends: before its function is called, or when that has done all but answer. */
export type Crash = 'before' | 'after';

/** A run of a function that is about to begin. */
export interface FaultableRun {
  readonly name: string;
  readonly timeoutMs: number;
  /** Runs it, in a process that ends then where that is said. */
  perform(crash?: Crash): Promise<Invocation>;
  /** What a run answers that failed, or took too long. */
  failed(): Invocation;
  timedOut(): Invocation;
}

/** Runs a function through the faults that strike it. @throws AwsError where the caller gets no outcome of the function. */
export function runThrough(faults: Strikes, run: FaultableRun): Promise<Invocation> {
  const strikes = faults.strikes({ function: run.name });
  return strikes.reduceRight<(crash?: Crash) => Promise<Invocation>>(
    (inner, strike) => (crash) => struck(strike, run, (other) => inner(other ?? crash)),
    run.perform,
  )();
}

async function struck(strike: Strike, run: FaultableRun, inner: FaultableRun['perform']): Promise<Invocation> {
  switch (strike.kind) {
    case 'error':
      return run.failed();
    case 'throttle':
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
        Type: 'User',
      });
    case 'latency':
      await held(strike, strike.ms);
      return inner();
    case 'blackHole':
      await held(strike, run.timeoutMs);
      return run.timedOut();
    case 'crashBefore':
      return inner('before');
    case 'crashAfter':
      return inner('after');
    case 'duplicate': {
      const [first] = await Promise.all([inner(), inner().catch(() => undefined)]);
      return first;
    }
    default:
      await inner();
      throw new AwsError('ServiceException', `A fault was asked for: the answer of ${run.name} is lost.`, 500);
  }
}
