import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A data folder that belongs to this process until `release`. */
export interface FolderLock {
  release(): void;
}

/**
 * Keeps a second grid out of a data folder. The lock is the operating system's, on an SQLite file: it ends with its
 * process however that dies, so there is no stale lock to judge by a process id that may have been given anew.
 */
export function lockFolder(folder: string): FolderLock {
  const holder = join(folder, 'grid.pid');
  const database = new DatabaseSync(join(folder, 'grid.lock'));
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new Error(`Another grid uses ${folder}${processIn(holder)}. Stop it, or give another data folder.`, {
      cause,
    });
  }
  writeFileSync(holder, String(process.pid));
  return {
    release() {
      rmSync(holder, { force: true });
      database.close();
    },
  };
}

function processIn(holder: string): string {
  try {
    return ` (process ${readFileSync(holder, 'utf8')})`;
  } catch {
    return '';
  }
}
