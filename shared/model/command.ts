import type * as z from 'zod';
import type { Aggregate, AnyAggregate, FactOf, StateOf } from './aggregate.ts';
import type { Actor } from './envelope.ts';
import type { Fact } from './event.ts';
import type { Projection, Tally } from './projection.ts';
import type { RowOf, Selection } from './query.ts';
import type { Rejection } from './rejection.ts';
import type { RequestType } from './request.ts';
import type { Docs, Route } from './route.ts';

/** What the template's parameters say of an installation, as far as a decision depends on it. */
export interface Settings {
  /** Systems of others may be on this very machine: an installation for development. */
  readonly loopback: boolean;
}

/** What a decision may know beside the command and the state: it has no clock and no source of ids of its own. */
export interface DecisionContext {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** An id that belongs to this command alone: the same when the command is retried, so a retried creation meets its own commit. */
  readonly id: string;
  readonly actor: Actor;
  /** What the command asks of the installation; what is not told is not so. */
  readonly settings?: Partial<Settings>;
}

/** What a command tells of what it did; the same when it is repeated. */
export interface Telling {
  readonly schema: z.ZodObject;
  /** From the facts that it wrote to its (main) stream, none where there was nothing to do. What is personal in them is encrypted. */
  readonly of: (facts: readonly Fact[]) => object;
  /** A secret that a caller of the API is told as `secreto`, and that is kept nowhere: the installation makes it of texts. */
  readonly secret?: {
    readonly prefix: string;
    /** From what it tells of the facts, and the id of the stream; none where there is no new one. */
    readonly texts: (told: any, id: string) => readonly string[] | undefined;
  };
}

interface CommandBase<Schema extends z.ZodType, R extends string> {
  /** The route that offers it to the outside; needs `scope`. */
  readonly http?: Route;
  /** The right a caller's token must hold: `ordenes:escribir`. */
  readonly scope?: string;
  /** That drivers may call it: it then refuses what is not of the route of the driver in `context.actor`. */
  readonly forDrivers?: true;
  /** How the API's description tells of it; needed where there is a route. */
  readonly docs?: Docs;
  /** The published request that brings it by the bus, from a saga or another context. */
  readonly request?: RequestType<string, z.output<Schema>>;
  readonly accepts: Schema;
  /** An input that works on the demo data, for documentation and `alpes invocar --ejemplo`. */
  readonly example: z.input<Schema>;
  readonly rejects: readonly R[];
  /** What its decision must know of the installation. */
  readonly asks?: readonly (keyof Settings)[];
  /** What it answers a caller beside which stream it has written, and to which version. */
  readonly tells?: Telling;
  /** Whether deciding again after applying is meant to yield facts again (a location is recorded each time). */
  readonly repeats?: boolean;
}

/** A command on one stream. */
export interface Command<S = any, F extends Fact = any, Schema extends z.ZodType = any, R extends string = string>
  extends CommandBase<Schema, R> {
  readonly kind: 'command';
  readonly of: Aggregate<S, F>;
  /** Whether each command begins a new stream: it is then written without being read first. */
  readonly creates: boolean;
  readonly id: (command: z.output<Schema>, context: DecisionContext) => string;
  /** The customer whom this concerns; a caller that is another customer is refused. */
  readonly owner?: (command: z.output<Schema>, state: S) => string | undefined;
  readonly decide: (
    command: z.output<Schema>,
    state: S,
    context: DecisionContext,
  ) => readonly F[] | Rejection<NoInfer<R>>;
}

/** Declares a command on one stream. Fields, in this order: of, http, scope, request, accepts, example, rejects, tells, id, owner, decide. */
export function command<S, F extends Fact, Schema extends z.ZodType, const R extends string = never>(
  spec: Omit<Command<S, F, Schema, R>, 'kind' | 'creates' | 'rejects'> & {
    readonly creates?: boolean;
    readonly rejects?: readonly R[];
  },
): Command<S, F, Schema, R> {
  return { ...spec, rejects: spec.rejects ?? [], creates: spec.creates ?? false, kind: 'command' };
}

/** Facts for one stream of a unit of work. */
export interface Write<A extends AnyAggregate = AnyAggregate> {
  readonly of: A;
  readonly id: string;
  readonly facts: readonly Fact[];
}

/** Facts for the stream `id` of an aggregate, which must fold them. */
export function to<A extends AnyAggregate>(of: A, id: string, ...facts: FactOf<A>[]): Write<A> {
  return { of, id, facts };
}

/** Aggregates, each by the word that a unit of work has for it. */
export type Aggregates = Readonly<Record<string, AnyAggregate>>;

/** The streams of a unit of work, by the word for their aggregate and by id. */
export type States<O extends Aggregates> = {
  readonly [K in keyof O]: Readonly<Record<string, StateOf<O[K]>>>;
};

/** Ids of streams to read, by the word for their aggregate. */
export type StreamIds<O> = { readonly [K in keyof O]?: readonly string[] };

/** Where a stream probably stands, and how it is there. */
export interface Supposition<S = any> {
  readonly version: number;
  readonly state: S;
}

/** Suppositions by the word for the aggregate and by id; where there is none, the stream is read. */
export type Supposed<C extends Aggregates> = {
  readonly [K in keyof C]?: Readonly<Record<string, Supposition<StateOf<C[K]>> | undefined>>;
};

/** A read model that tells a decision where to look. It may lag behind: the decision rests on the streams that it opens. */
export type Directory = Projection | Tally;

/** What is read of a directory. */
export interface Lookup<P extends Directory = Directory, Schema extends z.ZodType = any> {
  readonly of: P;
  /** Which of its rows; by the same index for every command. */
  readonly where: (command: z.output<Schema>, context: DecisionContext) => Selection;
}

/** The rows of each directory, in no order. */
export type Rows<D extends Readonly<Record<string, Directory>>> = { readonly [K in keyof D]: readonly RowOf<D[K]>[] };

/** What a decision on several streams may know beside these: the rows of its directories too. */
export interface DirectedContext<D extends Readonly<Record<string, Directory>>> extends DecisionContext {
  readonly directories: Rows<D>;
}

/**
 * A command on several streams, all or nothing. It reads in at most five rounds: the main stream; its directories; the
 * streams that it asks for; once more, those of which only these tell; and those of which it supposes nothing.
 */
export interface UnitOfWork<
  O extends Aggregates = any,
  Schema extends z.ZodType = any,
  R extends string = string,
  D extends Readonly<Record<string, Directory>> = any,
  C extends Aggregates = any,
  M extends AnyAggregate = AnyAggregate,
> extends CommandBase<Schema, R> {
  readonly kind: 'unitOfWork';
  /** The aggregates that it writes; their streams may also be only read. */
  readonly over: O;
  /** Aggregates that it only reads: its own, or a fold of another context's streams from what that publishes. */
  readonly consults?: C;
  /** The stream whose id and version answer the caller, and whose history remembers the command. Must be written by every decision that writes. */
  readonly main: (command: z.output<Schema>, context: DecisionContext) => { readonly of: M; readonly id: string };
  /** Whether the main stream is new, save in a repetition: it is not read before it is written. */
  readonly creates: boolean;
  /** Whether an input probably begins the main stream, where not every one does: then it is not read before it is written either. */
  readonly begins?: (command: z.output<Schema>) => boolean;
  /** The customer whom the input names; a caller that is another customer is refused. */
  readonly owner?: (command: z.output<Schema>) => string;
  /** Read models that it looks into, by the words by which their rows are in the context. */
  readonly directories?: { readonly [K in keyof D]: Lookup<D[K], Schema> };
  /** The streams to read beside the main one and those that are written. */
  readonly streams: (
    command: z.output<Schema>,
    main: StateOf<M>,
    context: DirectedContext<D>,
  ) => StreamIds<NoInfer<O & C>>;
  /** Further streams, of which only those that `streams` named can tell. */
  readonly more?: (
    command: z.output<Schema>,
    loaded: States<NoInfer<O & C>>,
    context: DirectedContext<D>,
  ) => StreamIds<NoInfer<O & C>>;
  /**
   * Streams to consult of which the others tell what they are like, probably: such a one is not read, and the write finds
   * out whether it has moved on.
   */
  readonly supposes?: (
    command: z.output<Schema>,
    loaded: States<NoInfer<O & C>>,
    context: DirectedContext<D>,
  ) => Supposed<NoInfer<C>>;
  readonly decide: (
    command: z.output<Schema>,
    states: States<NoInfer<O & C>>,
    context: DirectedContext<D>,
  ) => readonly Write<NoInfer<O[keyof O]>>[] | Rejection<NoInfer<R>>;
  /**
   * Of facts that it has decided: whether rows that its directories do not have yet might have led to others. A request that
   * has just come by the bus is then decided anew a moment later: what somebody was told is done counts from then on.
   */
  readonly looksAgain?: (facts: readonly Fact[]) => boolean;
}

/**
 * Declares a command on several streams. Fields, in this order: over, consults, http, request, scope, docs, accepts, example,
 * rejects, tells, creates, begins, main, owner, directories, streams, more, supposes, decide, looksAgain.
 */
export function unitOfWork<
  const O extends Aggregates,
  Schema extends z.ZodType,
  const R extends string = never,
  D extends Readonly<Record<string, Directory>> = Record<never, never>,
  const C extends Aggregates = Record<never, never>,
  M extends AnyAggregate = AnyAggregate,
>(
  spec: Omit<UnitOfWork<O, Schema, R, D, C, M>, 'kind' | 'creates' | 'rejects'> & {
    readonly creates?: boolean;
    readonly rejects?: readonly R[];
  },
): UnitOfWork<O, Schema, R, D, C, M> {
  return { ...spec, rejects: spec.rejects ?? [], creates: spec.creates ?? false, kind: 'unitOfWork' };
}

/** All aggregates that a unit of work reads, by its words for them. */
export function aggregatesOf({ over, consults }: UnitOfWork): Aggregates {
  return { ...over, ...consults };
}

/** Either kind of command. */
export type AnyCommand = Command | UnitOfWork;

/** What a command looks up in its directories, in the order in which it names them. */
export function directoriesOf(command: AnyCommand): readonly Lookup[] {
  return command.kind === 'unitOfWork' ? Object.values(command.directories ?? {}) : [];
}

/** Whether a command names the stream that it begins by its own id. */
export function namesStreams(command: AnyCommand): boolean {
  const context: DecisionContext = { now: '', id: 'its own', actor: { subject: '', scopes: [] } };
  const { example } = command;
  return (command.kind === 'command' ? command.id(example, context) : command.main(example, context).id) === context.id;
}
