import type { Recorded } from '#shared/model/envelope.ts';
import { type EventType, upcast } from '#shared/model/event.ts';
import type { Handlers } from '#shared/model/projection.ts';

/** Where a follower stands in one stream: the last version that its state knows of (0 before the first). */
export interface Cursor<S = any> {
  readonly version: number;
  readonly state: S;
}

/** Gives a stream's events after a version, oldest first. */
export type ReadLog = (version: number) => Promise<readonly Recorded[]>;

/** Makes the personal fields of an event's data readable, or blank. */
export type Reveal = (type: EventType, data: unknown) => Promise<any>;

/** Personal fields stay encrypted. */
export const opaque: Reveal = async (_, data) => data;

/**
 * What is to be folded into a state that knows `version` of a stream, of events that come in any order and repeated.
 * Known already: dropped. Exactly next: taken. A gap: what is missing is read from the log.
 * @throws Error when the log does not reach the newest of the events.
 */
export async function newsAfter(
  version: number,
  received: readonly Recorded[],
  log: ReadLog,
): Promise<readonly Recorded[]> {
  const byVersion = new Map<number, Recorded>();
  for (const event of received) if (event.metadata.version > version) byVersion.set(event.metadata.version, event);
  const news = [...byVersion.values()].sort((a, b) => a.metadata.version - b.metadata.version);
  const newest = news.at(-1)?.metadata;
  if (newest === undefined || newest.version === version + news.length) return news;
  const written = await log(version);
  if ((written.at(-1)?.metadata.version ?? 0) >= newest.version) return written;
  throw new Error(`The log of ${newest.stream} ends before version ${newest.version}, which the bus has brought.`);
}

/** The cursor after the events that follow it; those that nobody handles move it all the same. */
export async function fold<S>(
  handlers: Handlers<S>,
  { version, state }: Cursor<S>,
  { news, reveal }: { readonly news: readonly Recorded[]; readonly reveal: Reveal },
): Promise<Cursor<S>> {
  let now = state;
  for (const event of news) {
    const handler = handlers[event.type];
    if (!handler) continue;
    const told = upcast(handler.event, event.metadata.schemaVersion, event.data);
    const data = handler.sealed ? told : await reveal(handler.event, told);
    now = handler.evolve(now, data, { ...event, data });
  }
  return { version: news.at(-1)?.metadata.version ?? version, state: now };
}
