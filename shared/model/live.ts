import type * as z from 'zod';
import type { EventType } from './event.ts';
import type { Projection } from './projection.ts';
import type { ListQuery, RowQuery } from './query.ts';

/** What one can watch on the live channel. `tablero` is everything; the others stand before whose or where it is. */
export const TOPIC_KINDS = ['tablero', 'ciudad', 'bodega', 'vehiculo', 'orden', 'cliente', 'seguimiento'] as const;

/** A kind of topic. */
export type TopicKind = (typeof TOPIC_KINDS)[number];

/** By which topics a row is found, beside `tablero`, where all are: what stands behind the kind. Without a value it is not under it. */
export type TopicsOf<V> = { readonly [K in Exclude<TopicKind, 'tablero'>]?: (row: V) => string | undefined };

interface LiveBase<V> {
  /** What the API calls such rows: `ordenes` are those of `GET /ordenes`. */
  readonly vista: string;
  readonly topics: TopicsOf<V>;
  /** The driver whose it is. Without it, drivers do not get it. */
  readonly driver?: (row: V) => string | undefined;
}

/** Rows of a view, that go live as its query answers them: its shape, its right and its owner hold here too. */
export interface LiveRows<V = any, A = any> extends LiveBase<V> {
  readonly kind: 'rows';
  readonly of: Projection<V>;
  readonly query: LiveQuery<V, A>;
  /**
   * Whether a link still opens it to whoever watches its `seguimiento` without a login: who is told that there is a newer
   * version, and never the row.
   */
  readonly followed?: (row: V, link: LinkShown, now: string) => boolean;
}

/** Of a link that was shown: which of its thing's links it is, and when it ends (seconds since 1970). */
export interface LinkShown {
  readonly serial: number;
  readonly until: number;
}

/** What of a query goes live. Its `shape` is given the example as its question. */
export type LiveQuery<V = any, A = any> = Pick<
  RowQuery<V, any, A> | ListQuery<V, any, A>,
  'scope' | 'owner' | 'answers' | 'example'
> & { readonly shape: (row: V, question: any) => A };

/** Events that go live as they are: the newest of a measurement, that no view has. They are not for customers. */
export interface LiveEvents<D = any, A = any> extends LiveBase<D> {
  readonly kind: 'events';
  readonly of: EventType<string, D>;
  readonly scope: string;
  readonly shape: (data: D) => A;
  readonly answers: z.ZodType<A>;
}

/** Anything that goes live. */
export type AnyLive = LiveRows | LiveEvents;

/** Declares that the rows of a view go live. */
export function liveRows<V, A>(spec: Omit<LiveRows<V, A>, 'kind'>): LiveRows<V, A> {
  return { ...spec, kind: 'rows' };
}

/** Declares that events go live. */
export function liveEvents<D, A>(spec: Omit<LiveEvents<D, A>, 'kind'>): LiveEvents<D, A> {
  return { ...spec, kind: 'events' };
}

/** Everything. */
export const BOARD = 'tablero';

/** The name of a topic: `orden:0f8f…`. Cities are written as people do: `Bogotá` and `bogota` are one. */
export function topicOf(kind: Exclude<TopicKind, 'tablero'>, value: string): string {
  return `${kind}:${kind === 'ciudad' ? plain(value) : value}`;
}

/** A topic as somebody wrote it, in its one spelling. */
export function canonical(topic: string): string {
  const kind = kindOf(topic);
  return kind === 'tablero' ? topic : topicOf(kind, topic.slice(kind.length + 1));
}

/** The topics that a row is under. */
export function topicsOf<V>({ topics }: Pick<LiveBase<V>, 'topics'>, row: V): string[] {
  const entries = Object.entries(topics) as [Exclude<TopicKind, 'tablero'>, (row: V) => string | undefined][];
  const named = entries.flatMap(([kind, under]) => {
    const value = under(row);
    return value === undefined ? [] : [topicOf(kind, value)];
  });
  return [BOARD, ...named];
}

/** The kind of a topic. */
export function kindOf(topic: string): TopicKind {
  return topic.split(':', 1)[0] as TopicKind;
}

/** The right that whoever gets it must have. */
export function scopeOf(live: AnyLive): string {
  return live.kind === 'rows' ? live.query.scope : live.scope;
}

function plain(city: string): string {
  return city.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}
