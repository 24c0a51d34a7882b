import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lockFolder } from './lock.ts';

/** Where a grid keeps its files. */
export interface DataFolder {
  readonly path: string;
  readonly inMemory: boolean;
  /** Lets another grid use it; one that keeps nothing is removed. */
  release(): void;
}

/** The data folder at `path`, or a temporary one, in memory where the machine has `/dev/shm`. */
export function openDataFolder(path: string | undefined): DataFolder {
  if (path === undefined) {
    const temporary = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'grid-'));
    return {
      path: temporary,
      inMemory: true,
      release: () => rmSync(temporary, { recursive: true, force: true, maxRetries: 3 }),
    };
  }
  const absolute = resolve(path);
  mkdirSync(absolute, { recursive: true });
  const lock = lockFolder(absolute);
  return { path: absolute, inMemory: false, release: () => lock.release() };
}
