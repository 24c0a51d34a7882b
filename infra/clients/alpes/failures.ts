import { reasonOf } from './fileReasons.ts';
import { sentence } from './words.ts';

/** A wrong use of the command line: told in one line that says what to do; exit code 2. */
export class UsageError extends Error {}

/** What was asked for could not be done: told in one line; exit code 1. */
export class Failure extends Error {}

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, badUsage: 2 } as const;

/** One sentence for any error, in Spanish. `endpoint` is whom the command spoke to. */
export function explain(error: unknown, endpoint: string | undefined): string {
  if (isUnreachable(error)) return sentence(`no hay una red en ${endpoint ?? 'AWS'}; arránquela con: npm start`);
  if (!(error instanceof Error)) return sentence(String(error));
  const reason = reasonOf(error);
  if (reason) return sentence(`no se puede usar ${(error as NodeJS.ErrnoException).path ?? 'un archivo'}: ${reason}`);
  const known = error instanceof UsageError || error instanceof Failure;
  return sentence(oneLine(known || error.name === 'Error' ? error.message : `${error.name}: ${error.message}`));
}

/** Whether nobody answered at the other end. The SDK and `fetch` hide the code of the socket's error in causes. */
export function isUnreachable(error: unknown): boolean {
  for (let at: any = error, depth = 0; at && depth < 5; at = at.cause, depth++) {
    if (['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'].includes(at.code)) return true;
    if (at instanceof AggregateError && at.errors.some((one) => isUnreachable(one))) return true;
  }
  return false;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}
