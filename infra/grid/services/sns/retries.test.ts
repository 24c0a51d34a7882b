import { expect, test } from 'vitest';
import { delayOf, retryPolicyOf } from './retries.ts';

const delays = (subscription?: object, topic?: object) => {
  const text = (policy: object | undefined) => policy && JSON.stringify(policy);
  const policy = retryPolicyOf(text(subscription), text(topic));
  return Array.from({ length: policy.numRetries + 1 }, (_, i) => delayOf(i + 1, policy));
};

test('three times after twenty seconds, when nothing is said', () => {
  expect(delays()).toStrictEqual([20, 20, 20, undefined]);
});

test('a policy has phases: at once, at the least delay, growing, at the greatest', () => {
  const healthyRetryPolicy = {
    numRetries: 7,
    numNoDelayRetries: 1,
    numMinDelayRetries: 1,
    numMaxDelayRetries: 2,
    minDelayTarget: 1,
    maxDelayTarget: 9,
  };
  expect(delays({ healthyRetryPolicy })).toStrictEqual([0, 1, 1, 5, 9, 9, 9, undefined]);
});

test("a subscription's policy goes before its topic's", () => {
  const topic = { http: { defaultHealthyRetryPolicy: { numRetries: 1, minDelayTarget: 5, maxDelayTarget: 5 } } };
  expect(delays(undefined, topic)).toStrictEqual([5, undefined]);
  expect(delays({ healthyRetryPolicy: { numRetries: 0 } }, topic)).toStrictEqual([undefined]);
});
