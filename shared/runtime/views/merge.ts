import type { Notification } from '#shared/model/notification.ts';
import type { Projection } from '#shared/model/projection.ts';
import type { Selection } from '#shared/model/query.ts';
import { keyOf } from '../notifications/order.ts';
import { badCursor, type Page, readPage, sortOf } from './read.ts';

/** Where a merged list goes on: at this text of what it is sorted by, without the rows there that were given already. */
interface Place {
  readonly at: string;
  readonly given: readonly string[];
}

interface MergedRequest {
  /** Of disjoint rows, by indexes that sort by the same member. */
  readonly selections: readonly Selection[];
  readonly limit: number;
  readonly cursor?: string;
  readonly newestFirst?: boolean;
}

/**
 * One page of several selections as of one list: in the order of what their indexes sort by.
 * @throws Fault CURSOR_INVALIDO for a cursor that is not ours.
 */
export async function readMerged(of: Projection | Notification, request: MergedRequest): Promise<Page> {
  const { selections, limit, newestFirst = false } = request;
  const place = request.cursor === undefined ? undefined : placeIn(request.cursor);
  const idOf = (row: any): string => (of.kind === 'notification' ? keyOf(row) : row[of.options.key]);
  const sort = commonOrder(of, selections);
  const pages = await Promise.all(
    selections.map((selection) =>
      readPage(of, {
        selection: from(selection, place, newestFirst),
        limit: limit + (place?.given.length ?? 0),
        newestFirst,
      }),
    ),
  );
  const rows = pages
    .flatMap(({ views }) => views)
    .filter((row) => row[sort] !== place?.at || !place?.given.includes(idOf(row)))
    .sort((a, b) => (newestFirst ? -1 : 1) * (compare(a[sort], b[sort]) || compare(idOf(a), idOf(b))));
  const views = rows.slice(0, limit);
  const last = views.at(-1);
  if (!last || (rows.length === views.length && pages.every(({ next }) => next === undefined))) return { views };
  const there = views.filter((row) => row[sort] === last[sort]).map(idOf);
  const given = place?.at === last[sort] ? [...(place?.given ?? []), ...there] : there;
  return { views, next: Buffer.from(JSON.stringify({ at: last[sort], given } satisfies Place)).toString('base64url') };
}

function commonOrder(of: Projection | Notification, selections: readonly Selection[]): string {
  const sorts = new Set(selections.map((selection) => sortOf(of, selection)));
  const [sort] = sorts;
  if (sorts.size !== 1 || sort === undefined) throw new Error(`What is merged of ${of.name} has no order in common.`);
  return sort;
}

function from(selection: Selection, place: Place | undefined, newestFirst: boolean): Selection {
  if (!place) return selection;
  return newestFirst ? { ...selection, to: place.at } : { ...selection, from: place.at };
}

function placeIn(cursor: string): Place {
  try {
    const { at, given } = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Place;
    if (typeof at === 'string' && Array.isArray(given)) return { at, given };
  } catch (cause) {
    throw badCursor(cause);
  }
  throw badCursor(undefined);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
