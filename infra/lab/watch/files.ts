import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import path from 'node:path';

/** An editor writes a file in several steps, and "save all" several files: they are one change. */
const QUIET_MS = 15;

/**
 * Calls `onChange` with the files that changed, were made or went below some places (folders or files), together once
 * nothing more has changed for a moment. Gives back how to stop.
 *
 * Every folder has a watcher of its own: Node's recursive one on Linux loses sight of a file that an editor replaces.
 */
export function watchFiles(places: readonly string[], onChange: (files: readonly string[]) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const changed = new Set<string>();
  let quiet: NodeJS.Timeout | undefined;

  const told = (file: string): void => {
    changed.add(file);
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      const files = [...changed].sort();
      changed.clear();
      onChange(files);
    }, QUIET_MS);
  };
  const look = (folder: string, only?: string): void => {
    const key = path.join(folder, only ?? '');
    if (watchers.has(key)) return;
    const watcher = watch(folder, (_, name) => {
      if (name === null || (only !== undefined && name !== only)) return;
      const file = path.join(folder, name);
      if (isFolder(file)) for (const found of watchFolder(file)) told(found);
      else if (isSource(file)) told(file);
    });
    watcher.on('error', () => watcher.close());
    watcher.on('close', () => watchers.delete(key));
    watchers.set(key, watcher);
  };
  /** Watches a folder with all below it, and gives the files that are in it by now. */
  const watchFolder = (folder: string): string[] => {
    look(folder);
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return watchFolder(place);
      return isSource(place) ? [place] : [];
    });
  };

  for (const place of places) {
    if (isFolder(place)) watchFolder(place);
    else look(path.dirname(place), path.basename(place));
  }
  return () => {
    clearTimeout(quiet);
    for (const watcher of watchers.values()) watcher.close();
  };
}

/** Not a test, and not what editors lay beside a file. */
function isSource(file: string): boolean {
  const name = path.basename(file);
  return path.extname(name) !== '' && !name.startsWith('.') && !/\.test\.|(?:~|\.swp|\.tmp)$/.test(name);
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
