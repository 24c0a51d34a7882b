import type { EventType, Fact } from './event.ts';

/** Applies one fact's data to a state. `at` is when it happened (ISO 8601). */
export type Evolve<S, D> = (state: S, data: D, at: string) => S;

interface Folded {
  readonly event: EventType;
  readonly evolve: Evolve<any, any>;
}

/** How an aggregate keeps its history short to read. */
export interface SnapshotPolicy {
  /** Every how many events a commit also carries the folded state. */
  readonly every: number;
  /** Raise it whenever the fold changes: snapshots of another revision are ignored. */
  readonly revision: number;
}

/** A consistency boundary: a name, an initial state, and how each fact changes the state. `F` are the facts it folds. */
export interface Aggregate<S, F extends Fact = never> {
  readonly name: string;
  readonly initial: S;
  readonly snapshots: SnapshotPolicy | undefined;
  /** The facts of each commit tell the whole state: what was before the last one is never read. */
  readonly tellsAll?: boolean;
  readonly folds: Readonly<Record<string, Folded>>;
  /** Folds one more event. */
  on<T extends string, D>(event: EventType<T, D>, evolve: Evolve<S, D>): Aggregate<S, F | Fact<T, D>>;
  /** The state after `fact`; an unknown type leaves it as it is. */
  evolve(state: S, fact: Fact, at: string): S;
}

/** The state of an aggregate's type. */
export type StateOf<A> = A extends Aggregate<infer S, any> ? S : never;

/** The facts that an aggregate folds. */
export type FactOf<A> = A extends Aggregate<any, infer F> ? F : never;

/** Any aggregate, when its state and facts do not matter. */
export type AnyAggregate = Aggregate<any, any>;

/**
 * Begins an aggregate: `aggregate<Orden>('orden', { estado: 'inexistente' }).on(…)`.
 * States must be plain JSON: they are kept in snapshots.
 */
export function aggregate<S>(name: string, initial: S, snapshots?: SnapshotPolicy): Aggregate<S> {
  return build(name, initial, snapshots, {});
}

function build<S>(name: string, initial: S, snapshots: SnapshotPolicy | undefined, folds: Record<string, Folded>): any {
  return {
    name,
    initial,
    snapshots,
    folds,
    on: (event: EventType, evolve: Evolve<S, any>) =>
      build(name, initial, snapshots, { ...folds, [event.type]: { event, evolve } }),
    evolve: (state: S, fact: Fact, at: string) => folds[fact.type]?.evolve(state, fact.data, at) ?? state,
  };
}
