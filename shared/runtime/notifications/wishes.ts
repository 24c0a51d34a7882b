import type { Wishes } from '#shared/model/notification.ts';
import { Lru } from '../lru.ts';
import { readRows } from '../views/rows.ts';
import type { Draft } from './draft.ts';

/** How long an instance goes on by what a customer wanted before it looks again. */
const TRUSTED_MS = 5_000;

const known = new Lru<{ readonly row: unknown; readonly until: number }>(5_000);

/**
 * When each message is to go out by what its customer wants: at once, never, or at a time (ISO 8601); `undefined` where
 * that could not be said.
 * @param failed is told of the keys of those.
 */
export async function wishedFor(
  drafts: readonly Draft[],
  wishes: Wishes | undefined,
  failed: (key: string, error: unknown) => void,
): Promise<readonly (string | undefined)[]> {
  if (!wishes) return drafts.map(() => 'now');
  const now = new Date().toISOString();
  const rows = rowsOf(wishes, new Set(drafts.map(({ record }) => record.clienteId)));
  return Promise.all(
    drafts.map(async ({ key, message, record: { clienteId } }) => {
      try {
        return wishes.when((await rows).get(clienteId), message, now);
      } catch (error) {
        failed(key, error);
        return undefined;
      }
    }),
  );
}

/** What each of these customers wanted; those who said nothing are left out. */
async function rowsOf({ of }: Wishes, customers: ReadonlySet<string>): Promise<ReadonlyMap<string, unknown>> {
  const now = Date.now();
  const unknown = [...customers].filter((key) => (known.get(key)?.until ?? 0) <= now).map((key) => ({ of, key }));
  const read = unknown.length > 0 ? await readRows(unknown) : new Map();
  for (const asked of unknown) known.set(asked.key, { row: read.get(asked)?.state, until: now + TRUSTED_MS });
  return new Map([...customers].map((key) => [key, known.get(key)?.row]));
}
