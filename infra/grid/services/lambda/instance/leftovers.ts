import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

/** The variable by which a process is known as one that a function of a grid has started: children inherit it. */
export const MARK = 'ALPES_GRID';

/** Tells the lives of a grid apart: the guard of one that was killed must not end what the next has started. */
const LIFE = randomUUID();

/** Does on Linux, for one life, what `endMarked` does for all: in a shell, since by then the grid is no more. */
const SCRIPT = `read _
for file in $(grep -lzxF "$1" /proc/[0-9]*/environ 2>/dev/null); do
  pid=\${file%/environ}
  kill -9 "\${pid#/proc/}" 2>/dev/null
done`;

/** The mark of what is started now for the grid that keeps its files in `dataFolder`. */
export function markOf(dataFolder: string): string {
  return `${gridOf(dataFolder)}${LIFE}`;
}

/** How the marks of all lives of a grid begin: it is known by its folder, which no other grid has at the same time. */
function gridOf(dataFolder: string): string {
  return `${createHash('sha256').update(dataFolder).digest('hex').slice(0, 20)}.`;
}

/**
 * Ends whatever functions of a grid have left behind, in this life and in earlier ones, also what was detached into a
 * session of its own. It is found by its environment, which only Linux shows; a child that was started with another
 * environment is not found.
 */
export function endMarked(dataFolder: string): void {
  if (process.platform !== 'linux') return;
  const wanted = `\0${MARK}=${gridOf(dataFolder)}`;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      if (`\0${readFileSync(`/proc/${entry}/environ`, 'utf8')}`.includes(wanted))
        process.kill(Number(entry), 'SIGKILL');
    } catch {
      // It has ended meanwhile, or is another user's.
    }
  }
}

/** Ends what this life leaves behind when this process ends in whatever way. Gives what calls it off. */
export function endMarkedAfterUs(dataFolder: string): () => void {
  if (process.platform !== 'linux') return () => {};
  const guard: ChildProcess = spawn('sh', ['-c', SCRIPT, 'guard', `${MARK}=${markOf(dataFolder)}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => undefined);
  guard.stdin?.on('error', () => undefined);
  guard.unref();
  (guard.stdin as Socket | null)?.unref();
  return () => void guard.kill('SIGKILL');
}
