import type { Change, ChangeType } from '#shared/model/change.ts';
import { variable } from '../environment.ts';
import { Unreadable } from '../lambda/recorded.ts';
import { encryptChange } from '../personalData/events.ts';
import { batches, type Entry, type NotTaken, putAll, RECORDED } from '../publish.ts';

/** A change as somebody brings it: to be read as its declaration says. */
export type Brought = { readonly key?: unknown; readonly value?: unknown };

/**
 * Publishes changes of a table elsewhere, what is personal in them encrypted, in their order for each key. Gives those that
 * the bus did not take: one that is not of its declaration, for good; and from the first that it could not take now, all
 * that follow, since they are to come after it.
 */
export async function publishChanges<B extends Brought>(
  type: ChangeType,
  brought: readonly B[],
): Promise<NotTaken<B>[]> {
  const notTaken: NotTaken<B>[] = [];
  const entries: Entry<B>[] = [];
  for (const one of await Promise.all(brought.map((event) => entryOf(type, event)))) {
    if ('put' in one) entries.push(one);
    else notTaken.push(one);
  }
  let outage: unknown;
  for (const batch of batches(entries, ({ key }) => JSON.stringify(key))) {
    if (outage !== undefined) {
      notTaken.push(...batch.map(({ event }) => ({ event, error: outage, forGood: false })));
      continue;
    }
    const left = await putAll(batch);
    notTaken.push(...left);
    outage = left.find(({ forGood }) => !forGood)?.error;
  }
  return notTaken;
}

async function entryOf<B extends Brought>(type: ChangeType, event: B): Promise<Entry<B> | NotTaken<B>> {
  const { success, data, error } = type.schema.safeParse(withKnownBefore(type, event));
  if (!success) {
    // What is wrong with a value could quote it.
    const places = error.issues.map(({ path }) => path.join('.')).join(', ');
    return { event, error: new Unreadable(`No change of ${type.type}: ${places}`), forGood: true };
  }
  return {
    event,
    put: {
      EventBusName: variable('BUS_NAME'),
      Source: `${RECORDED}.${type.context}`,
      DetailType: type.type,
      Time: new Date(timeOf(data)),
      Detail: JSON.stringify(await encryptChange(type, data)),
    },
  };
}

/** What was before and is no row as declared is nobody's concern any more: the row was mended. */
function withKnownBefore(type: ChangeType, { key, value }: Brought): Brought {
  const told = value as { readonly before?: unknown } | null | undefined;
  return { key, value: told && { ...told, before: type.row.safeParse(told.before).success ? told.before : null } };
}

/** When the row changed; of a tombstone, which does not say, now. */
function timeOf({ value }: Change): number {
  return value?.source.ts_ms ?? Date.now();
}
