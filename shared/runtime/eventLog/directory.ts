import type { DecisionContext, DirectedContext, Lookup, UnitOfWork } from '#shared/model/command.ts';
import { directoryTable } from '../views/generation.ts';
import { readAll } from '../views/read.ts';

/** Reads the rows of a unit of work's directories for an input, all side by side. */
export type ReadDirectories = (
  command: UnitOfWork,
  input: unknown,
  context: DecisionContext,
) => Promise<DirectedContext<any>['directories']>;

/**
 * Directories that are read once, however often they are asked for: for one request, or for several that had all been
 * received before the first of them asks.
 */
export function directoriesOnce(): ReadDirectories {
  const known = new Map<string, Promise<readonly any[]>>();
  return async ({ directories = {} }, input, context) => {
    const lookups = Object.entries(directories as Readonly<Record<string, Lookup>>);
    const rows = lookups.map(async ([name, { of, where }]) => {
      const selection = where(input, context);
      const key = JSON.stringify([of.name, selection]);
      const read = known.get(key) ?? readAll(of, selection, directoryTable(of.name));
      known.set(key, read);
      return [name, await read] as const;
    });
    return Object.fromEntries(await Promise.all(rows));
  };
}
