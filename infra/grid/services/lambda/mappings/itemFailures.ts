import type { Invocation } from '../../../service.ts';

/** Which items of a batch failed: none, some by their identifiers, or the batch as a whole. */
export type Failures = 'none' | 'all' | ReadonlySet<string>;

/**
 * Reads the answer of a function that was given a batch with these identifiers.
 *
 * With `ReportBatchItemFailures`, an empty or missing list is success; an answer that is no JSON object, an identifier
 * that is empty, missing or not of this batch makes the whole batch fail:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failuresOf(answer: Invocation, reports: boolean, identifiers: readonly string[]): Failures {
  if (answer.functionError) return 'all';
  if (!reports) return 'none';
  const body = parsed(answer.payload);
  if (body === null || body === '') return 'none';
  if (typeof body !== 'object') return 'all';
  const list: unknown = 'batchItemFailures' in body ? body.batchItemFailures : undefined;
  if (list === undefined || list === null) return 'none';
  if (!Array.isArray(list)) return 'all';
  const known = new Set(identifiers);
  const failed = new Set<string>();
  for (const item of list) {
    const identifier: unknown = item?.itemIdentifier;
    if (typeof identifier !== 'string' || !known.has(identifier)) return 'all';
    failed.add(identifier);
  }
  return failed.size === 0 ? 'none' : failed;
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
