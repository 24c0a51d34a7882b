import type { Wishes } from '#shared/model/notification.ts';
import { Lru } from '../lru.ts';
import { directoryTable } from '../views/generation.ts';
import { readView } from '../views/read.ts';
import type { Draft } from './draft.ts';

/** How long an instance goes on by what a customer wanted before it looks again. */
const TRUSTED_MS = 5_000;

const known = new Lru<{ readonly row: unknown; readonly until: number }>(5_000);

/** When a message is to go out by what its customer wants: at once, never, or at a time (ISO 8601). */
export async function wishedFor({ message, record }: Draft, wishes: Wishes | undefined): Promise<string> {
  if (!wishes) return 'now';
  return wishes.when(await rowOf(wishes, record.clienteId), message, new Date().toISOString());
}

async function rowOf({ of }: Wishes, clienteId: string): Promise<unknown> {
  const remembered = known.get(clienteId);
  if (remembered && remembered.until > Date.now()) return remembered.row;
  const row = (await readView(of, clienteId, directoryTable(of.name)))?.state;
  known.set(clienteId, { row, until: Date.now() + TRUSTED_MS });
  return row;
}
