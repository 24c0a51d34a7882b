import { TRUSTED_MS } from '../personalData/keys.ts';
import { Later } from './putBack.ts';
import type { Received } from './recorded.ts';

/** The event on which views take out what is personal. By name: the seedwork knows no context. */
const FORGOTTEN = 'ClienteOlvidado';

/** When no instance can trust a deleted key any more, what it was about to write is written, and indexes show it. */
const SETTLED_MS = TRUSTED_MS + 30_000;

/**
 * Calls `blank` for every customer that the messages forget: at once, and again when all has settled. An instance may
 * have read the key just before it was deleted, and may write a row that the first time could not see.
 * @param longerMs for how much longer something may still come that was begun by then.
 * @throws Error when an event does not say who was forgotten: nothing of anybody else is taken out.
 */
export async function forgetting(
  received: readonly Received[],
  blank: (subject: string) => Promise<unknown>,
  longerMs = 0,
): Promise<void> {
  const forgotten = received.map(({ event }) => event).filter(({ type }) => type === FORGOTTEN);
  for (const { data } of forgotten) await blank(subjectOf(data));
  const settled = Math.max(
    0,
    ...forgotten.map(({ metadata }) => Date.parse(metadata.occurredAt) + SETTLED_MS + longerMs),
  );
  if (settled > Date.now()) throw new Later(Math.ceil((settled - Date.now()) / 1_000));
}

function subjectOf({ clienteId }: { readonly clienteId?: unknown }): string {
  if (typeof clienteId !== 'string' || clienteId === '') throw new Error('The event does not say who was forgotten.');
  return clienteId;
}
