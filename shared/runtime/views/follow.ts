import type { Recorded } from '#shared/model/envelope.ts';
import { type EventType, upcast } from '#shared/model/event.ts';
import type { Projection, Tally } from '#shared/model/projection.ts';
import type { Row } from './row.ts';

/** Gives a stream's events after a version, oldest first. */
export type ReadLog = (version: number) => Promise<readonly Recorded[]>;

/** Makes the personal fields of an event's data readable, or blank. */
export type Reveal = (type: EventType, data: unknown) => Promise<any>;

/**
 * What is to be applied to something that shows `version` of a stream, of events that come in any order and repeated.
 * Applied already: dropped. Exactly next: applied. A gap: what is missing is read from the log.
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

/** A row after the events that follow it. */
export async function followRow(
  projection: Projection,
  row: Row,
  { news, reveal }: { readonly news: readonly Recorded[]; readonly reveal: Reveal },
): Promise<Row> {
  let { view, version } = row;
  for (const event of news) {
    const handler = projection.handlers[event.type];
    if (handler) {
      const data = await reveal(handler.event, upcast(handler.event, event.metadata.schemaVersion, event.data));
      view = handler.project(view, data, { ...event, data });
    }
    version = event.metadata.version;
  }
  return { ...row, version, view };
}

/** What a read model of sums knows of one stream. */
export interface Source {
  readonly version: number;
  readonly state: any;
}

/** A source after the events that follow it. */
export function followSource(tally: Tally, source: Source, news: readonly Recorded[]): Source {
  let { state, version } = source;
  for (const event of news) {
    const handler = tally.handlers[event.type];
    if (handler) {
      const data = upcast(handler.event, event.metadata.schemaVersion, event.data);
      state = handler.evolve(state, data, { ...event, data });
    }
    version = event.metadata.version;
  }
  return { state, version };
}
