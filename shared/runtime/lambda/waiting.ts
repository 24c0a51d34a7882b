import { setTimeout as wait } from 'node:timers/promises';
import { lastCommit } from '../eventLog/read.ts';
import { fault } from '../fault.ts';
import type { Row } from '../views/row.ts';

/**
 * Pauses between looks at a row, in milliseconds: 2 s in all, five times what a view takes to follow its command (0.4 s on
 * AWS). A function's instance serves nobody else meanwhile, so who needs longer asks again.
 */
const PAUSES_MS = [25, 50, 100, 200, 400, 600, 600];

/** A version of a stream. */
interface Asked {
  readonly stream: string;
  readonly version: number;
}

/**
 * A row once it shows a version of its stream (read-your-writes). Waits only for what the log has: a version that nobody
 * has written is refused after one look there, however many ask for it.
 * Throws Fault VISTA_ATRASADA when the row does not show the version soon.
 * @param see what the caller may see of a row: of one that is another's, nothing. It is then told what it is told of none.
 */
export async function rowAt(
  read: () => Promise<Row | undefined>,
  see: (row: Row | undefined) => Row | undefined,
  { stream, version }: Asked,
): Promise<Row | undefined> {
  const first = await read();
  if (shows(see(first), version)) return see(first);
  const hidden = first !== undefined && see(first) === undefined;
  if ((await versionOf(stream)) < version || hidden) throw fault('VISTA_ATRASADA');
  for (const pause of PAUSES_MS) {
    await wait(pause);
    const row = see(await read());
    if (shows(row, version)) return row;
  }
  throw fault('VISTA_ATRASADA');
}

function shows(row: Row | undefined, version: number): boolean {
  return (row?.version ?? 0) >= version;
}

async function versionOf(stream: string): Promise<number> {
  const last = await lastCommit(stream);
  return last ? last.version + last.events.length - 1 : 0;
}
