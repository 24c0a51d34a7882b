import { callerOf } from '../meter/caller.ts';
import { AwsError } from '../service.ts';
import { held } from './held.ts';
import type { About, FaultableCall, Strike, Strikes, ThroughFaults } from './strike.ts';

/** Whoever called is not to hear what became of it: the connection is closed without an answer. */
export class Unanswered extends Error {}

/** @param crash ends the process of the run of a function that has this trace. */
export function createCallFaults(
  faults: Strikes,
  crash: (name: string, trace: string | undefined) => void,
): ThroughFaults {
  return (call, perform) => {
    const caller = callerOf(call.principal);
    const strikes = faults.strikes({
      call: `${call.service}:${call.action}`,
      by: caller ?? 'owner',
      about: () => call.permissions().map(({ resource, context }) => ({ resource, keys: keysOf(context) })),
    });
    if (strikes.length === 0) return perform();
    const end = () => {
      if (caller !== undefined) crash(caller, call.trace);
      throw new Unanswered();
    };
    return strikes.reduceRight<() => any>((inner, strike) => () => struck(strike, { call, inner, end }), perform)();
  };
}

interface Struck<T> {
  readonly call: FaultableCall;
  readonly inner: () => Promise<T> | T;
  readonly end: () => never;
}

async function struck<T>(strike: Strike, { call, inner, end }: Struck<T>): Promise<T> {
  switch (strike.kind) {
    case 'error':
      throw failure(call, FAILURES);
    case 'throttle':
      throw failure(call, THROTTLES);
    case 'latency':
      await held(strike, strike.ms);
      return inner();
    case 'blackHole':
      await strike.gone;
      throw new Unanswered();
    case 'crashBefore':
      return end();
    case 'duplicate': {
      const first = await inner();
      // The second one's answer is nobody's, whatever it is.
      if (!call.once) await Promise.resolve(inner()).catch(() => undefined);
      return first;
    }
    case 'crashAfter':
      await inner();
      return end();
    default:
      await inner();
      throw new Unanswered();
  }
}

type Answer = readonly [code: string, status: number];

/** What AWS's services answer when they fail; others answer as the last. */
const FAILURES: Readonly<Record<string, Answer>> = {
  dynamodb: ['InternalServerError', 500],
  events: ['InternalException', 500],
  lambda: ['ServiceException', 500],
  s3: ['InternalError', 500],
  '': ['InternalFailure', 500],
};

/** The same when they are asked too much. */
const THROTTLES: Readonly<Record<string, Answer>> = {
  dynamodb: ['ProvisionedThroughputExceededException', 400],
  lambda: ['TooManyRequestsException', 429],
  s3: ['SlowDown', 503],
  sns: ['Throttled', 429],
  sqs: ['RequestThrottled', 400],
  '': ['ThrottlingException', 400],
};

function failure({ service, action }: FaultableCall, answers: Readonly<Record<string, Answer>>): AwsError {
  const [code, status] = answers[service] ?? (answers[''] as Answer);
  return new AwsError(code, `A fault was asked for: ${service} ${action} is not done.`, status);
}

function keysOf(context: About['context']): readonly string[] {
  const keys = context?.['dynamodb:LeadingKeys'] ?? [];
  return typeof keys === 'string' ? [keys] : keys;
}
