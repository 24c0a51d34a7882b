import type { Meaning } from './problem.ts';

/** A business refusal: a value, with a stable code that callers may rely on. */
export interface Rejection<R extends string = string> {
  readonly rejected: R;
  /** What the title of the code does not say: which item, how many are missing. In Spanish, for the user. */
  readonly detail: string | undefined;
}

/** Refuses a command. */
export function reject<R extends string>(code: R, detail?: string): Rejection<R> {
  return { rejected: code, detail };
}

/** Whether a decision refused. */
export function isRejection(decision: unknown): decision is Rejection {
  return typeof decision === 'object' && decision !== null && 'rejected' in decision;
}

/** The rejection codes of a context, with what they mean to a caller. */
export type Rejections = Readonly<Record<string, Meaning>>;
