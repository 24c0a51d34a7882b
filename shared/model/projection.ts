import type { AnyAggregate } from './aggregate.ts';
import type { Recorded } from './envelope.ts';
import type { EventType } from './event.ts';
import type { Revealed } from './personal.ts';

/** Gives what a read model keeps of a stream after one more event. */
export type Evolve<S, D> = (state: S, data: D, event: Recorded<D>) => S;

/** What a fold does with an event. */
interface Handler<S> {
  readonly event: EventType;
  readonly evolve: Evolve<S, any>;
  /** What is personal in it stays encrypted, also where the rest is decrypted. */
  readonly sealed?: true;
}

/** A fold: the events that it knows, each with what it does. */
export type Handlers<S> = Readonly<Record<string, Handler<S>>>;

/** A secondary index: rows that share `by`, sorted by `sort` (strings compare as text). */
export interface ViewIndex<V> {
  readonly by: Extract<keyof V, string>;
  readonly sort?: Extract<keyof V, string>;
}

interface ProjectionOptions<V> {
  /** The aggregate whose streams feed it: one row a stream, all of its events in order. */
  readonly of: string;
  /** The member of the row that is its key: the stream's id. */
  readonly key: Extract<keyof V, string>;
  readonly indexes?: Readonly<Record<string, ViewIndex<V>>>;
  /**
   * The index whose `by` is the customer. Says that the view holds personal data: it is decrypted for this view, and the
   * customer's rows are made anew, without it, when the customer is forgotten. Personal values may therefore be `null`.
   */
  readonly personal?: string;
}

/** What a view sees of personal fields: what they are, or that they are something. */
type Sight = 'revealed' | 'opaque';

/** A read model with one row for each stream of an aggregate. */
export interface Projection<V = any, See extends Sight = any> {
  readonly kind: 'projection';
  readonly name: string;
  readonly options: ProjectionOptions<V>;
  /** The row after an event; `undefined` when there is nothing to show (yet). */
  readonly handlers: Handlers<V | undefined>;
  on<D>(
    event: EventType<string, D>,
    evolve: Evolve<V | undefined, See extends 'revealed' ? Revealed<D> : D>,
  ): Projection<V, See>;
  /** The same of an event of which a view with personal data shows nothing personal: that is not decrypted, and no key is read. */
  onSealed<D>(event: EventType<string, D>, evolve: Evolve<V | undefined, D>): Projection<V, See>;
}

/** Begins a read model: `projection<VistaOrden>('ordenes', { of: 'orden', key: 'ordenId' }).on(…)`. */
export function projection<V>(
  name: string,
  options: ProjectionOptions<V> & { readonly personal: string },
): Projection<V, 'revealed'>;
export function projection<V>(name: string, options: ProjectionOptions<V>): Projection<V, 'opaque'>;
export function projection<V>(name: string, options: ProjectionOptions<V>): Projection<V> {
  return build(name, options, {});
}

function build<V>(name: string, options: ProjectionOptions<V>, handlers: Projection<V>['handlers']): Projection<V> {
  return {
    kind: 'projection',
    name,
    options,
    handlers,
    on: (event, evolve) => build(name, options, { ...handlers, [event.type]: { event, evolve } }),
    onSealed: (event, evolve) => build(name, options, { ...handlers, [event.type]: { event, evolve, sealed: true } }),
  };
}

/** One line of a journal. */
export interface JournalEntry {
  readonly titulo: string;
  readonly detalle?: string;
}

/** The line of an event. @param occurredAt when it happened. */
type Tell<D> = (data: D, occurredAt: string) => JournalEntry;

/** A read model with one row for each event, kept by a key that the event's data holds: a timeline. Order and repetition do not matter to it. */
export interface Journal {
  readonly kind: 'journal';
  readonly name: string;
  /** The member of an event's data that says whose journal it belongs to. */
  readonly key: string;
  readonly handlers: Readonly<Record<string, { readonly event: EventType; readonly tell: Tell<any> }>>;
  on<D>(event: EventType<string, D>, tell: Tell<D>): Journal;
}

/** Begins a journal: `journal('cronologia', 'ordenId').on(OrdenCreada, () => ({ titulo: 'Orden recibida' }))`. */
export function journal(name: string, key: string): Journal {
  return buildJournal(name, key, {});
}

function buildJournal(name: string, key: string, handlers: Journal['handlers']): Journal {
  return {
    kind: 'journal',
    name,
    key,
    handlers,
    on: (event, tell) => buildJournal(name, key, { ...handlers, [event.type]: { event, tell } }),
  };
}

/** What one stream adds to the totals: amounts by row and by measure. */
export type Contribution<M extends string = string> = Readonly<Record<string, { readonly [K in M]?: number }>>;

/** A row of totals: its key, and the measures that something was added to. */
export type Total<M extends string> = { readonly key: string } & { readonly [K in M]?: number };

/** A read model of sums, exact under duplicates and disorder: each stream's row remembers what it contributes now. `M` are its measures. */
export interface Tally<S = any, M extends string = any> {
  readonly kind: 'tally';
  readonly name: string;
  readonly of: AnyAggregate['name'];
  readonly sparse?: true;
  readonly initial: S;
  readonly handlers: Handlers<S>;
  readonly contributes: (state: S) => Contribution<M>;
  on<D>(event: EventType<string, D>, evolve: Evolve<S, D>): Tally<S, M>;
}

interface TallySpec<S, M extends string> {
  readonly of: string;
  /** Its events are rare in their streams: it gets these alone, and reads from the log what lies before one. */
  readonly sparse?: true;
  /** A value of what `contributes` takes. */
  readonly initial: NoInfer<S>;
  readonly contributes: (state: S) => Contribution<M>;
}

/** Begins a read model of sums: fold a stream's events into a state, and say what the state contributes. */
export function tally<S, M extends string>(name: string, spec: TallySpec<S, M>): Tally<S, M> {
  return buildTally(name, spec, {});
}

function buildTally<S, M extends string>(name: string, spec: TallySpec<S, M>, handlers: Handlers<S>): Tally<S, M> {
  return {
    kind: 'tally',
    name,
    ...spec,
    handlers,
    on: (event, evolve) => buildTally(name, spec, { ...handlers, [event.type]: { event, evolve } }),
  };
}

/** Any read model. */
export type AnyProjection = Projection | Journal | Tally;
