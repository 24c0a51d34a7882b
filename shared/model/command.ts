import type * as z from 'zod';
import type { Aggregate, AnyAggregate, StateOf } from './aggregate.ts';
import type { Actor } from './envelope.ts';
import type { Fact } from './event.ts';
import type { Projection } from './projection.ts';
import type { Selection } from './query.ts';
import type { Rejection } from './rejection.ts';
import type { RequestType } from './request.ts';
import type { Docs, Route } from './route.ts';

/** What a decision may know beside the command and the state: it has no clock and no source of ids of its own. */
export interface DecisionContext {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** An id that belongs to this command alone: the same when the command is retried, so a retried creation meets its own commit. */
  readonly id: string;
  readonly actor: Actor;
}

interface CommandBase<Schema extends z.ZodType, R extends string> {
  /** The route that offers it to the outside; needs `scope`. */
  readonly http?: Route;
  /** The right a caller's token must hold: `ordenes:escribir`. */
  readonly scope?: string;
  /** How the API's description tells of it; needed where there is a route. */
  readonly docs?: Docs;
  /** The published request that brings it by the bus, from a saga or another context. */
  readonly request?: RequestType<string, z.output<Schema>>;
  readonly accepts: Schema;
  /** An input that works on the demo data, for documentation and `alpes invocar --ejemplo`. */
  readonly example: z.input<Schema>;
  readonly rejects: readonly R[];
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

/** Declares a command on one stream. Fields, in this order: of, http, scope, request, accepts, example, rejects, id, owner, decide. */
export function command<S, F extends Fact, Schema extends z.ZodType, const R extends string = never>(
  spec: Omit<Command<S, F, Schema, R>, 'kind' | 'creates' | 'rejects'> & {
    readonly creates?: boolean;
    readonly rejects?: readonly R[];
  },
): Command<S, F, Schema, R> {
  return { ...spec, rejects: spec.rejects ?? [], creates: spec.creates ?? false, kind: 'command' };
}

/** Facts for one stream of a unit of work. */
export interface Write {
  readonly of: AnyAggregate;
  readonly id: string;
  readonly facts: readonly Fact[];
}

/** Facts for the stream `id` of an aggregate, which must fold them. */
export function to<F extends Fact>(of: Aggregate<any, F>, id: string, ...facts: F[]): Write {
  return { of, id, facts };
}

/** The streams of a unit of work, by the key of their aggregate in `over` and by id. */
export type States<O extends Readonly<Record<string, AnyAggregate>>> = {
  readonly [K in keyof O]: Readonly<Record<string, StateOf<O[K]>>>;
};

/** Ids of the streams to read, by the key of their aggregate in `over`. */
export type StreamIds<O> = { readonly [K in keyof O]?: readonly string[] };

/** A read model that proposes candidates to a decision. It may lag behind: the decision rests on the streams that it opens. */
export interface Directory<V, Schema extends z.ZodType> {
  readonly of: Projection<V>;
  /** Which of its rows are candidates. */
  readonly where: (command: z.output<Schema>) => Selection;
}

/** What a decision on several streams may know beside these: the rows of its directory too, in no order; none without one. */
export interface DirectedContext<V> extends DecisionContext {
  readonly directory: readonly V[];
}

/** A command on several streams, all or nothing. */
export interface UnitOfWork<
  O extends Readonly<Record<string, AnyAggregate>> = any,
  Schema extends z.ZodType = any,
  R extends string = string,
  V = any,
> extends CommandBase<Schema, R> {
  readonly kind: 'unitOfWork';
  /** The aggregates it reads and writes. */
  readonly over: O;
  /** The stream whose id and version answer the caller, and whose history remembers the command. Must be written by every decision that writes. */
  readonly main: (
    command: z.output<Schema>,
    context: DecisionContext,
  ) => { readonly of: AnyAggregate; readonly id: string };
  /** Whether the main stream is new, save in a repetition: it is not read before it is written. */
  readonly creates: boolean;
  readonly directory?: Directory<V, Schema>;
  /**
   * The streams to read beside the main one and those that are written. Called with what is loaded so far, until it
   * names nothing new: so one stream can say which come next.
   */
  readonly streams: (command: z.output<Schema>, loaded: States<O>, context: DirectedContext<V>) => StreamIds<O>;
  readonly decide: (
    command: z.output<Schema>,
    states: States<O>,
    context: DirectedContext<V>,
  ) => readonly Write[] | Rejection<NoInfer<R>>;
}

/** Declares a command on several streams. */
export function unitOfWork<
  const O extends Readonly<Record<string, AnyAggregate>>,
  Schema extends z.ZodType,
  const R extends string = never,
  V = any,
>(
  spec: Omit<UnitOfWork<O, Schema, R, V>, 'kind' | 'creates' | 'rejects'> & {
    readonly creates?: boolean;
    readonly rejects?: readonly R[];
  },
): UnitOfWork<O, Schema, R, V> {
  return { ...spec, rejects: spec.rejects ?? [], creates: spec.creates ?? false, kind: 'unitOfWork' };
}

/** Either kind of command. */
export type AnyCommand = Command | UnitOfWork;

/** Whether a command names the streams that it begins by its own id. */
export function namesStreams(command: AnyCommand): boolean {
  if (command.kind !== 'command') return false;
  const context: DecisionContext = { now: '', id: 'its own', actor: { subject: '', scopes: [] } };
  return command.id(command.example, context) === context.id;
}
