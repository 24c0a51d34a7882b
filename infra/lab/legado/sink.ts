import { setTimeout as wait } from 'node:timers/promises';
import { UsuarioCambiado } from '#events/legado/UsuarioCambiado.ts';
import { publishChanges } from '#shared/runtime/changes/publishChanges.ts';
import type { NotTaken } from '#shared/runtime/publish.ts';
import type { Said } from './engine.ts';

const LONGEST_PAUSE_MS = 5_000;
/** Each may have to read a key: more at a time would queue up for the SDK's 50 connections. */
const AT_ONCE = 100;

/** What becomes of a change that is not as it is declared: it would be refused again, however often. */
export type Bury = (said: Said, error: unknown) => Promise<void>;

/** What a sink works with. */
export interface SinkOptions {
  readonly bury: Bury;
  readonly onLog: (line: string) => void;
  /** Ends the waiting for a bus that does not answer. */
  readonly signal: AbortSignal;
}

/**
 * Publishes changes on the bus, as the capture of a table's stream does: what is personal is encrypted before. Does not return
 * before each is on the bus or buried, however long that takes. Throws when it is told to stop.
 */
export async function publishAll(said: readonly Said[], options: SinkOptions): Promise<void> {
  for (let at = 0; at < said.length; at += AT_ONCE) await publishSome(said.slice(at, at + AT_ONCE), options);
}

async function publishSome(said: readonly Said[], { bury, onLog, signal }: SinkOptions): Promise<void> {
  let left = said;
  for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const notTaken = await tried(left);
    for (const { event, error, forGood } of notTaken) if (forGood) await bury(event, error);
    const [first, ...others] = notTaken.filter(({ forGood }) => !forGood);
    if (!first) return;
    left = [first, ...others].map(({ event }) => event);
    onLog(`${left.length} changes are not on the bus yet: ${(first.error as Error).message}`);
    await wait(pauseMs, undefined, { signal });
  }
}

/** Whoever has not been reached has taken nothing. */
async function tried(said: readonly Said[]): Promise<NotTaken<Said>[]> {
  try {
    return await publishChanges(UsuarioCambiado, said);
  } catch (error) {
    return said.map((event) => ({ event, error, forGood: false }));
  }
}
