/** When a failed delivery is tried again. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
export interface RetryPolicy {
  readonly numRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly numMaxDelayRetries: number;
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly backoffFunction: string;
}

const DEFAULT: RetryPolicy = {
  numRetries: 3,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  numMaxDelayRetries: 0,
  minDelayTarget: 20,
  maxDelayTarget: 20,
  backoffFunction: 'linear',
};

/** The policy of a subscription, else of its topic, else AWS's. */
export function retryPolicyOf(subscription: string | undefined, topic: string | undefined): RetryPolicy {
  const own = subscription ? JSON.parse(subscription).healthyRetryPolicy : undefined;
  const common = topic ? JSON.parse(topic).http?.defaultHealthyRetryPolicy : undefined;
  return { ...DEFAULT, ...common, ...own };
}

/** Seconds before retry number `retry` (from 1), or `undefined` when there is none any more. */
export function delayOf(retry: number, policy: RetryPolicy): number | undefined {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries, minDelayTarget, maxDelayTarget } =
    policy;
  if (retry > numRetries) return undefined;
  if (retry <= numNoDelayRetries) return 0;
  if (retry <= numNoDelayRetries + numMinDelayRetries) return minDelayTarget;
  if (retry > numRetries - numMaxDelayRetries) return maxDelayTarget;
  const steps = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  const step = retry - numNoDelayRetries - numMinDelayRetries;
  const progress = steps <= 1 ? 0 : (step - 1) / (steps - 1);
  return minDelayTarget + (maxDelayTarget - minDelayTarget) * curve(policy.backoffFunction, progress);
}

function curve(name: string, progress: number): number {
  if (name === 'exponential') return (2 ** (progress * 10) - 1) / (2 ** 10 - 1);
  if (name === 'geometric') return progress ** 3;
  if (name === 'arithmetic') return progress ** 2;
  return progress;
}
