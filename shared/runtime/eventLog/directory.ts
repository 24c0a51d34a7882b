import type { Directory } from '#shared/model/command.ts';
import { readAll } from '../views/read.ts';

/** Gives the rows that a directory proposes for a command's input. */
export type Rows = (directory: Directory<any, any>, input: unknown) => Promise<readonly any[]>;

/**
 * Rows that are read once, however often they are asked for: for one request, or for several that had all been received
 * before the first of them asks.
 */
export function rowsOnce(): Rows {
  const known = new Map<string, Promise<readonly any[]>>();
  return ({ of, where }, input) => {
    const selection = where(input);
    const key = JSON.stringify([of.name, selection]);
    const rows = known.get(key) ?? readAll(of, selection);
    known.set(key, rows);
    return rows;
  };
}
