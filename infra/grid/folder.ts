import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openFolderRecord } from './folderRecord.ts';
import { lockFolder } from './lock.ts';

/** Where a grid keeps its files. */
export interface DataFolder {
  readonly path: string;
  readonly inMemory: boolean;
  /** Says of an SQLite file in it that state is kept there: from then on no grid starts in this folder without it. */
  keeps(file: string): void;
  /** Lets another grid use it; one that keeps nothing is removed. */
  release(): void;
}

/**
 * The data folder at `path`, or a temporary one, in memory where the machine has `/dev/shm`.
 * @throws when another grid uses it, or when it has lost one of its files.
 */
export function openDataFolder(path: string | undefined): DataFolder {
  if (path === undefined) {
    const temporary = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'grid-'));
    return {
      path: temporary,
      inMemory: true,
      keeps: () => {},
      release: () => rmSync(temporary, { recursive: true, force: true, maxRetries: 3 }),
    };
  }
  const absolute = resolve(path);
  mkdirSync(absolute, { recursive: true });
  const lock = lockFolder(absolute);
  try {
    const record = openFolderRecord(absolute);
    return { path: absolute, inMemory: false, keeps: record.keeps, release: () => lock.release() };
  } catch (error) {
    lock.release();
    throw error;
  }
}
