import type { EventType } from './event.ts';
import type { Request, RequestType } from './request.ts';

/** A deadline that the saga sets itself. It is never taken back: the state says whether it still means something. */
export interface Deadline {
  readonly kind: 'deadline';
  readonly name: string;
  /** Seconds from now. */
  readonly seconds: number;
}

/** What a step of a saga leads to. */
export interface Step<S, Q extends Request = Request> {
  readonly state: S;
  readonly effects: readonly (Q | Deadline)[];
}

/** A fact that came before the one it builds on: the saga asks to see it again later. */
export const NOT_YET = Symbol('not yet');

/** Gives the step; `undefined` when the fact changes nothing; `NOT_YET` when it is ahead of its time. */
export type React<S, D, Q extends Request = any> = (
  state: S,
  data: D,
  now: string,
) => Step<S, Q> | undefined | typeof NOT_YET;

/** A process over several aggregates. Its own stream in the log is `<name>#<key>`. `Q` are the requests it may send. */
export interface Saga<S = any, Q extends Request = any> {
  readonly kind: 'saga';
  readonly name: string;
  readonly initial: S;
  /** The member of each fact's data that tells which instance it concerns. */
  readonly key: string;
  /**
   * The aggregates whose streams `<aggregate>#<key>` it follows by version, as a row does: what it missed of them it reads
   * from the log. Facts of other streams it can only take as they come.
   */
  readonly follows: readonly string[];
  readonly requests: readonly RequestType[];
  readonly handlers: Readonly<Record<string, { readonly event: EventType; readonly react: React<S, any> }>>;
  readonly deadlines: Readonly<Record<string, React<S, undefined>>>;
  sends<const R extends readonly RequestType[]>(...requests: R): Saga<S, Q | ReturnType<R[number]>>;
  on<D>(event: EventType<string, D>, react: React<S, D, Q>): Saga<S, Q>;
  /** What to do when a deadline passes. */
  onDeadline(name: string, react: React<S, undefined, Q>): Saga<S, Q>;
}

/** The next state and what to send. */
export function step<S, const E extends readonly (Request | Deadline)[]>(
  state: S,
  ...effects: E
): Step<S, Exclude<E[number], Deadline>> {
  return { state, effects: effects as readonly (Exclude<E[number], Deadline> | Deadline)[] };
}

/** A deadline `seconds` from now. */
export function deadline(name: string, seconds: number): Deadline {
  return { kind: 'deadline', name, seconds };
}

type SagaSpec<S> = Pick<Saga<S>, 'key' | 'initial' | 'follows'>;

/** Begins a saga: `saga<Entrega>('entrega', { key: 'ordenId', initial: { paso: 'inicio' }, follows: ['orden'] }).sends(…).on(…)`. */
export function saga<S>(name: string, spec: SagaSpec<S>): Saga<S, never> {
  return build({ ...spec, name, requests: [], handlers: {}, deadlines: {} });
}

type Parts = Pick<Saga, 'name' | 'key' | 'initial' | 'follows' | 'requests' | 'handlers' | 'deadlines'>;

function build(parts: Parts): Saga {
  return {
    kind: 'saga',
    ...parts,
    sends: (...requests) => build({ ...parts, requests: [...parts.requests, ...requests] }),
    on: (event, react) => build({ ...parts, handlers: { ...parts.handlers, [event.type]: { event, react } } }),
    onDeadline: (name, react) => build({ ...parts, deadlines: { ...parts.deadlines, [name]: react } }),
  };
}
