import type { EventType } from './event.ts';
import type { Request, RequestType } from './request.ts';
import { type Says, type Stage, type State, type Step, stateOf } from './sagaState.ts';

/** A process over several aggregates. Its own stream in the log is `<name>#<key>`. */
export interface Saga<S extends Stage = any> {
  readonly kind: 'saga';
  readonly name: string;
  readonly initial: S;
  /**
   * The aggregates whose streams `<aggregate>#<key>` it follows by version, as a row does: what it missed of them it reads
   * from the log. All of its facts are of these streams, and the key is their id.
   */
  readonly follows: readonly string[];
  /**
   * Facts that build on those of other streams. All streams are read to their end before one is taken, and what they say
   * is taken in the order in which it happened.
   */
  readonly readsBefore: readonly EventType[];
  /** What it may send. */
  readonly requests: readonly RequestType[];
  /** Every fact of which a state says something, by type: what it is subscribed to. */
  readonly facts: Readonly<Record<string, EventType>>;
  /** What each state makes of each fact, by the state's `paso`. */
  readonly states: Readonly<Record<string, State>>;
}

type SagaSpec<S extends Stage> = Pick<Saga<S>, 'initial' | 'follows'> & Partial<Pick<Saga, 'readsBefore'>>;

/** A table of states: what each says of the facts. */
type Table<S extends Stage, Q extends Request> = {
  readonly [P in S['paso']]: (says: Says<S, P, Q>) => Says<S, P, Q>;
};

/** A saga whose requests are known; its states are still to be told. `Q` are the requests it may send. */
interface Untold<S extends Stage, Q extends Request> {
  sends<const R extends readonly RequestType[]>(...requests: R): Untold<S, Q | ReturnType<R[number]>>;
  /** The states, all of them. Throws for a state that says two things of one fact, or that has two deadlines. */
  states(table: Table<S, Q>): Saga<S>;
}

/**
 * Begins a saga:
 * `saga<Viaje>('viaje', { initial: { paso: 'inicio' }, follows: ['orden'] }).sends(…).states({ inicio: (says) => says.on(…) })`.
 */
export function saga<S extends Stage>(name: string, spec: SagaSpec<S>): Untold<S, never> {
  const sending = (requests: readonly RequestType[]): Untold<S, any> => ({
    sends: (...more) => sending([...requests, ...more]),
    states: (table) => {
      const told = Object.entries<any>(table).map(([paso, say]) => [paso, stateOf(paso, say)] as const);
      const facts = Object.fromEntries(told.flatMap(([, { facts }]) => facts.map((fact) => [fact.type, fact])));
      return { kind: 'saga', name, readsBefore: [], ...spec, requests, facts, states: Object.fromEntries(told) };
    },
  });
  return sending([]);
}

/** The next state and what to send. */
export function step<const S extends Stage, const R extends readonly Request[]>(
  state: S,
  ...requests: R
): Step<S, R[number]> {
  return { state, requests };
}

/**
 * What a saga in a state makes of a fact (`data` of the present schema): the step; `undefined` when the fact changes
 * nothing; `awaits` when it builds on another that the saga has not seen. Throws when the state says nothing of the fact,
 * or the step leads to a state that is not declared for it.
 */
export function answerOf<S extends Stage>(
  { name, states }: Saga<S>,
  state: S,
  { type, data, now }: { readonly type: string; readonly data: unknown; readonly now: string },
): Step<S> | undefined | 'awaits' {
  const { reactions = {}, ignored, awaited } = states[state.paso] ?? {};
  const reaction = reactions[type];
  if (reaction) return leading(`${name}, ${state.paso}, ${type}`, reaction.targets, reaction.react(state, data, now));
  if (awaited?.has(type)) return 'awaits';
  if (ignored?.has(type)) return undefined;
  throw new Error(`The state ${state.paso} of ${name} says nothing of ${type}.`);
}

/**
 * What a saga does when the deadline of its present state passes; `undefined` when the state has none. Throws when the
 * step leads to a state that is not declared for it.
 */
export function lateStepOf<S extends Stage>({ name, states }: Saga<S>, state: S, now: string): Step<S> | undefined {
  const within = states[state.paso]?.within;
  return within && leading(`${name}, ${state.paso}, its deadline`, within.targets, within.late(state, now));
}

function leading<T extends Step<any> | undefined>(where: string, targets: readonly string[], step: T): T {
  if (step && !targets.includes(step.state.paso))
    throw new Error(`${where}: it leads to ${step.state.paso}, which is not among its targets ${targets.join(', ')}.`);
  return step;
}
