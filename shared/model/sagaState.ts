import type { EventType } from './event.ts';
import type { Request } from './request.ts';

/** Where an instance of a saga is: `paso` names the state, and the rest is what it remembers while it is in it. */
export interface Stage {
  readonly paso: string;
}

/** What is remembered in one state of a saga, or in some. */
export type In<S extends Stage, P extends S['paso']> = Extract<S, { readonly paso: P }>;

/** What a step of a saga leads to. */
export interface Step<S extends Stage, Q extends Request = Request> {
  readonly state: S;
  readonly requests: readonly Q[];
}

/** What a state does with a fact. */
export interface Reaction {
  /** The states that it may lead to. */
  readonly targets: readonly string[];
  /** Gives the step; `undefined` when the fact changes nothing. */
  readonly react: (state: any, data: any, now: string) => Step<any> | undefined;
}

/** How long a state may last. */
export interface Within {
  readonly seconds: number;
  readonly targets: readonly string[];
  readonly late: (state: any, now: string) => Step<any>;
}

/** One state of a saga: what it makes of each fact. */
export interface State {
  /** All that it says something of. */
  readonly facts: readonly EventType[];
  readonly reactions: Readonly<Record<string, Reaction>>;
  readonly ignored: ReadonlySet<string>;
  readonly awaited: ReadonlySet<string>;
  readonly within: Within | undefined;
  readonly waitsForPeople: boolean;
}

/** What the state `P` of a saga says; each call adds to it. `Q` are the requests that the saga may send. */
export interface Says<S extends Stage, P extends S['paso'], Q extends Request> {
  /** A fact that leads to one of `targets`, or does nothing when `react` gives `undefined`. */
  on<D, const T extends S['paso']>(
    fact: EventType<string, D>,
    targets: T | readonly T[],
    react: (state: In<S, P>, data: D, now: string) => Step<In<S, NoInfer<T>>, Q> | undefined,
  ): Says<S, P, Q>;
  /** Facts that change nothing in this state. */
  ignores(...facts: readonly EventType[]): Says<S, P, Q>;
  /**
   * Facts that cannot come in this state: another one that the saga has not seen came before. That is in the log, so all
   * streams are read to their end, and what they say is taken first.
   */
  awaits(...facts: readonly EventType[]): Says<S, P, Q>;
  /**
   * The deadline of the state, counted from when it is entered: by a step from another state, or by `late` itself, also
   * when that stays where it is and asks again.
   */
  within<const T extends S['paso']>(
    seconds: number,
    targets: T | readonly T[],
    late: (state: In<S, P>, now: string) => Step<In<S, NoInfer<T>>, Q>,
  ): Says<S, P, Q>;
  /** Only a person brings it on from here: each entry is counted, for an operator to see. */
  waitsForPeople(): Says<S, P, Q>;
}

/** What `say` tells of the state `paso`. Throws when it tells two things of one fact, or two deadlines. */
export function stateOf(paso: string, say: (says: Says<any, any, any>) => unknown): State {
  const facts = new Map<string, EventType>();
  const reactions: Record<string, Reaction> = {};
  const [ignored, awaited] = [new Set<string>(), new Set<string>()];
  let within: Within | undefined;
  let waitsForPeople = false;
  const tell = (fact: EventType) => {
    if (facts.has(fact.type)) throw new Error(`The state ${paso} says two things of ${fact.type}.`);
    facts.set(fact.type, fact);
    return fact.type;
  };
  const says: Says<any, any, any> = {
    on: (fact, targets, react) => {
      reactions[tell(fact)] = { targets: [targets].flat() as string[], react };
      return says;
    },
    ignores: (...others) => {
      for (const fact of others) ignored.add(tell(fact));
      return says;
    },
    awaits: (...others) => {
      for (const fact of others) awaited.add(tell(fact));
      return says;
    },
    within: (seconds, targets, late) => {
      if (within) throw new Error(`The state ${paso} has two deadlines.`);
      within = { seconds, targets: [targets].flat() as string[], late };
      return says;
    },
    waitsForPeople: () => {
      waitsForPeople = true;
      return says;
    },
  };
  say(says);
  return { facts: [...facts.values()], reactions, ignored, awaited, within, waitsForPeople };
}
