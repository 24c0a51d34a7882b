import { type AnyLive, kindOf, scopeOf, topicOf } from '#shared/model/live.ts';
import { isCurrent, type Viewer } from './viewer.ts';

/** Something new: a row that its view has, or an event that goes live as it is. */
export interface News {
  readonly live: AnyLive;
  /** What its topics, owner and driver are told by. */
  readonly row: unknown;
  /** The topics that it is under, and those that it has just left. */
  readonly topics: readonly string[];
  /** What is sent of it: a member of `novedades`, in JSON. */
  readonly text: string;
  /** The same without the row: for whoever may only know that there is something new. */
  readonly signal: string;
}

/** Who watches each topic, by connection. */
export type Watchers = ReadonlyMap<string, ReadonlyMap<string, Viewer>>;

/** Who gets what. */
export interface Audience {
  /** The texts for each connection, each of them once. */
  readonly parcels: ReadonlyMap<string, readonly string[]>;
  /** Connections whose token has ended, or whose link opens no more what they watch. */
  readonly expired: ReadonlySet<string>;
}

/**
 * Who gets what of the news. This is the law of the channel's rights: nothing goes to a connection that is not judged here,
 * by the row and by whoever watches now.
 * @param now ms since 1970.
 */
export function audience(news: readonly News[], watchers: Watchers, now: number): Audience {
  const parcels = new Map<string, Set<string>>();
  const expired = new Set<string>();
  for (const one of news) {
    for (const topic of one.topics) {
      for (const [connection, viewer] of watchers.get(topic) ?? []) {
        if (!isCurrent(viewer, now)) {
          expired.add(connection);
          continue;
        }
        const text = partFor(viewer, topic, { ...one, now });
        if (text !== undefined) parcels.set(connection, (parcels.get(connection) ?? new Set()).add(text));
        else if (viewer.link !== undefined) expired.add(connection);
      }
    }
  }
  return { parcels: new Map([...parcels].map(([connection, texts]) => [connection, [...texts]])), expired };
}

function partFor(viewer: Viewer, topic: string, { live, row, text, signal, now }: News & { readonly now: number }) {
  if (kindOf(topic) === 'seguimiento')
    return isFollowed(viewer, topic) && mayFollow(viewer, live, { row, now }) ? signal : undefined;
  return maySee(viewer, live, row) ? text : undefined;
}

/** Whether a row may be shown to somebody, by the right, the owner and the driver that are declared of it. */
export function maySee(viewer: Viewer, live: AnyLive, row: unknown): boolean {
  const { scopes, clienteId, conductorId, link } = viewer;
  if (link !== undefined || !scopes.includes(scopeOf(live))) return false;
  if (clienteId !== undefined) return live.kind === 'rows' && live.query.owner?.(row) === clienteId;
  if (conductorId !== undefined) return live.driver?.(row) === conductorId;
  return true;
}

/** Whether a link still opens a row. @param what the row, and the time in ms since 1970. */
export function mayFollow({ link }: Viewer, live: AnyLive, { row, now }: { row: unknown; now: number }): boolean {
  if (link === undefined || live.kind !== 'rows') return false;
  return live.followed?.(row, link, new Date(now).toISOString()) ?? false;
}

/** Whether somebody may ever get anything under a topic: what is refused early, before a row says so. */
export function mayWatch(viewer: Viewer, topic: string, lives: readonly AnyLive[]): boolean {
  const kind = kindOf(topic);
  if (kind === 'seguimiento') return isFollowed(viewer, topic);
  const { scopes, clienteId, conductorId, link } = viewer;
  if (link !== undefined) return false;
  const under = lives.filter((live) => (kind === 'tablero' || kind in live.topics) && scopes.includes(scopeOf(live)));
  if (clienteId !== undefined) {
    const own = kind === 'orden' || topic === topicOf('cliente', clienteId);
    return own && under.some((live) => live.kind === 'rows' && live.query.owner !== undefined);
  }
  if (conductorId !== undefined) return kind === 'vehiculo' && under.some(({ driver }) => driver !== undefined);
  return under.length > 0;
}

function isFollowed({ link }: Viewer, topic: string): boolean {
  return link !== undefined && topic === topicOf('seguimiento', link.id);
}
