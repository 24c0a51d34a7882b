import { AwsError, type Receiver } from '../service.ts';
import type { Strike, Strikes } from './strike.ts';

/** A receiver through the faults that strike what is handed to it. */
export function faultable(receiver: Receiver, faults: Strikes): Receiver {
  return {
    accept(arn, delivery, source) {
      const from = source.service.replace(/\.amazonaws\.com$/, '');
      let taken = delivery;
      let again = false;
      for (const { kind, ms, chance } of faults.strikes({ delivery: arn, from })) {
        if (kind === 'error' || kind === 'throttle') throw refusal(kind, arn);
        if (kind === 'duplicate') again = true;
        else taken = { ...taken, delayMs: (taken.delayMs ?? 0) + Math.round(kind === 'reorder' ? chance * ms : ms) };
      }
      receiver.accept(arn, taken, source);
      if (again) receiver.accept(arn, taken, source);
    },
  };
}

/** Codes that a bus tries again after. */
function refusal(kind: Strike['kind'], arn: string): AwsError {
  const message = `A fault was asked for: ${arn} takes nothing.`;
  return kind === 'throttle'
    ? new AwsError('ThrottlingException', message)
    : new AwsError('InternalFailure', message, 500);
}
