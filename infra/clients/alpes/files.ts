import { readFileSync, statSync } from 'node:fs';
import { UsageError } from './failures.ts';
import { reasonOf } from './fileReasons.ts';

/** The text of a file that the user named. Throws UsageError when it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, reasonOf(error) ?? String(error));
  }
}

/** The size in bytes of a file that the user named. Throws UsageError when there is none. */
export function sizeOf(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) throw unreadable(file, 'no existe');
  if (!stat.isFile()) throw unreadable(file, 'no es un archivo');
  return stat.size;
}

function unreadable(file: string, reason: string): UsageError {
  return new UsageError(`no se puede leer ${file}: ${reason}`);
}
