/** What AWS's services call it when they are asked too much. */
const THROTTLES: ReadonlySet<string> = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'Throttled',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** The same as the reason of a transaction that DynamoDB cancelled. */
const THROTTLED: ReadonlySet<string> = new Set(['ProvisionedThroughputExceeded', 'ThrottlingError']);

/** What befalls a connection; the SDK hands it on as it is. */
const CONNECTIONS: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** What a call is called that a service took, or seemed to take, and has not answered. */
export const NO_ANSWER = 'NoAnswer';

/**
 * Whether an error says that a service of AWS cannot do its part just now: it fails, is asked too much, or is not reached,
 * and the SDK has given up trying. The same request may succeed later.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, CancellationReasons, $fault, $retryable } = error as Error & {
    readonly code?: unknown;
    readonly CancellationReasons?: readonly { readonly Code?: string }[];
    readonly $fault?: unknown;
    readonly $retryable?: unknown;
  };
  if ($fault === 'server' || $retryable !== undefined || name === 'TimeoutError' || name === NO_ANSWER) return true;
  if (CancellationReasons?.some(({ Code = '' }) => THROTTLED.has(Code))) return true;
  return $fault !== undefined ? THROTTLES.has(name) : CONNECTIONS.has(String(code));
}
