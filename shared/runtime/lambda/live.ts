import { setTimeout as wait } from 'node:timers/promises';
import { aggregateOf, idOf, type Metadata, type Recorded } from '#shared/model/envelope.ts';
import type { AnyLive, LiveRows } from '#shared/model/live.ts';
import type { News } from '../live/audience.ts';
import { broadcast } from '../live/broadcast.ts';
import { newsOfEvent, newsOfRow } from '../live/news.ts';
import { traced } from '../tracing/traced.ts';
import { type AskedRow, readRows } from '../views/rows.ts';
import { byStream, type Groups, type Work } from './batch.ts';
import { queueFunction } from './middleware.ts';
import { causesOf, eventsOf } from './recorded.ts';

/**
 * Pauses between looks at rows that are not there yet, in milliseconds: 2 s in all, five times what a view takes to follow
 * its command on AWS. What takes longer goes back into the queue.
 */
const PAUSES_MS = [20, 40, 80, 160, 320, 640, 740];

/** A row that is to go live. */
interface Awaited extends AskedRow {
  readonly live: LiveRows;
  readonly stream: string;
  /** The earliest and the latest event of its stream that came: the row must know the latest. */
  readonly first: Metadata;
  readonly last: Metadata;
}

/**
 * The live channel's sender as a Lambda. It has the same events as the views, waits until these know them, and sends the
 * rows. What of a batch is there is sent at once; a stream that its view does not show in time fails alone.
 */
export function liveHandler(lives: readonly AnyLive[]) {
  return queueFunction({
    by: byStream,
    work: async (groups, failed) => {
      const causes = (streams: Iterable<string>) =>
        [...streams].flatMap((stream) => causesOf(groups.get(stream) ?? []));
      const tell = (news: NewsByStream, again: () => Promise<NewsByStream>) =>
        traced(causes(news.keys()), () => broadcast(all(news), async () => all(await again()))).catch((error) => {
          for (const stream of news.keys()) failed(stream, error);
        });
      const [measured, awaited] = sorted(lives, groups, failed);
      const sending = [tell(measured, async () => measured)];
      const send = (shown: Shown) =>
        sending.push(tell(newsOf(shown, failed), async () => newsOf(await readRows([...shown.keys()]), failed)));
      await whenShown(awaited, send, failed);
      await Promise.all(sending);
    },
  });
}

type NewsByStream = ReadonlyMap<string, readonly News[]>;

function all(news: NewsByStream): News[] {
  return [...news.values()].flat();
}

/** The news of rows, by stream. A row of which none can be made fails alone. */
function newsOf(shown: Shown, failed: Failed): NewsByStream {
  const news = new Map<string, News[]>();
  for (const [{ live, stream, first, last }, row] of shown) {
    try {
      const one = newsOfRow(live, row, { since: first.version, en: last.occurredAt });
      if (one) news.set(stream, [...(news.get(stream) ?? []), one]);
    } catch (error) {
      failed(stream, error);
    }
  }
  return news;
}

type Failed = Parameters<Work>[1];

/** What goes live as it is, by stream, and the rows to wait for. */
function sorted(lives: readonly AnyLive[], groups: Groups, failed: Failed): [Map<string, News[]>, Awaited[]] {
  const measured = new Map<string, News[]>();
  const awaited: Awaited[] = [];
  for (const [stream, received] of groups) {
    const events = eventsOf(received);
    for (const live of lives) {
      try {
        if (live.kind === 'events') {
          const own = events.filter(({ type }) => type === live.of.type).map((event) => newsOfEvent(live, event));
          if (own.length > 0) measured.set(stream, own);
        } else awaited.push(...awaitedOf(live, stream, events));
      } catch (error) {
        failed(stream, error);
      }
    }
  }
  return [measured, awaited];
}

/** What a view does nothing with changes no row. */
function awaitedOf(live: LiveRows, stream: string, events: readonly Recorded[]): Awaited[] {
  if (aggregateOf(stream) !== live.of.options.of) return [];
  const own = events
    .filter(({ type }) => type in live.of.handlers)
    .map(({ metadata }) => metadata)
    .sort((a, b) => a.version - b.version);
  const [first, last] = [own[0], own.at(-1)];
  return first && last ? [{ live, of: live.of, stream, key: idOf(stream), first, last }] : [];
}

type Shown = ReadonlyMap<Awaited, Parameters<typeof newsOfRow>[1]>;

/** Looks at rows until all know their events, and gives those that do, as soon as they do. */
async function whenShown(awaited: readonly Awaited[], give: (shown: Shown) => void, failed: Failed): Promise<void> {
  let left = awaited;
  for (const pause of [0, ...PAUSES_MS]) {
    if (left.length === 0) return;
    if (pause > 0) await wait(pause);
    const rows = await readRows(left);
    const shown = new Map([...rows].filter(([{ last }, { version }]) => version >= last.version));
    if (shown.size > 0) give(shown);
    left = left.filter((one) => !shown.has(one));
  }
  for (const { stream, live } of left)
    failed(stream, new Error(`The view ${live.of.name} does not show an event in time.`));
}
