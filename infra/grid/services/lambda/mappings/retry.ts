import type { Failures } from './itemFailures.ts';
import type { RetryRule } from './settings.ts';

/** Records that go to the function together. */
export interface Batch<T> {
  readonly items: readonly T[];
  /** How often the function has failed at the first of them. */
  readonly failures: number;
}

/** What follows from an invocation: each item is in exactly one of the three. */
export interface Step<T> {
  readonly done: readonly T[];
  /** Tried again, in this order, before anything that comes later in the stream. */
  readonly again: readonly Batch<T>[];
  readonly discarded: readonly T[];
}

/** The index of the first item that failed; `undefined` when none did. `all`, or no list, is the first. */
export function firstFailed(failures: Failures, identifiers: readonly string[]): number | undefined {
  if (failures === 'none') return undefined;
  if (failures === 'all') return 0;
  return identifiers.findIndex((identifier) => failures.has(identifier));
}

/**
 * The rules of stream mappings, https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html:
 * what came before the first failed item is done; a batch that can be split is, which costs none of its retries; what
 * cannot be split is tried again until its retries are used up, and then discarded whole.
 */
export function afterInvocation<T>(batch: Batch<T>, failedAt: number | undefined, rule: RetryRule): Step<T> {
  if (failedAt === undefined) return { done: batch.items, again: [], discarded: [] };
  const done = batch.items.slice(0, failedAt);
  const rest = batch.items.slice(failedAt);
  if (rule.bisect && batch.items.length > 1) {
    const again = failedAt > 0 ? [{ items: rest, failures: 0 }] : halves(rest, batch.failures);
    return { done, again, discarded: [] };
  }
  const failures = failedAt > 0 ? 1 : batch.failures + 1;
  if (failures > rule.maxRetries) return { done, again: [], discarded: rest };
  return { done, again: [{ items: rest, failures }], discarded: [] };
}

/** How long to wait before a batch that has failed so often is tried again. */
export function backoffMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(100 * 2 ** (failures - 1), 30_000);
}

function halves<T>(items: readonly T[], failures: number): Batch<T>[] {
  const middle = Math.ceil(items.length / 2);
  return [
    { items: items.slice(0, middle), failures },
    { items: items.slice(middle), failures },
  ];
}
