import { callerOf } from './caller.ts';

/** How often somebody called an action, and how often the answer was an error. */
export interface Calls {
  readonly service: string;
  readonly action: string;
  /** The function; `owner` for whoever is none. */
  readonly caller: string;
  readonly count: number;
  readonly failed: number;
}

/** What a function has run. */
export interface Runs {
  readonly function: string;
  readonly count: number;
  /** What all of them took together, waiting included. */
  readonly ms: number;
}

/** What a resource has taken of what AWS bills and limits by: units of a table, messages of a queue, events of a bus. */
export interface Amount {
  readonly service: string;
  /** `WriteUnits`, `ReadUnits`, `Items`, `Messages`, `Requests`, `Events`, `Units`, `Bytes`, `GbSeconds` … */
  readonly what: string;
  /** Its name. */
  readonly resource: string;
  readonly amount: number;
}

/** What has been counted since the grid started. */
export interface Reading {
  readonly calls: readonly Calls[];
  readonly runs: readonly Runs[];
  readonly amounts: readonly Amount[];
}

/** One answered call of an AWS API. */
export interface Answered {
  readonly service: string;
  readonly action: string;
  /** The ARN of who called. */
  readonly principal: string;
  readonly failed: boolean;
  /** How many it is by AWS's count: one, unless given. */
  readonly units?: number;
}

/** Counts what the grid does for others: on AWS that is the bill, here it is where the time goes. */
export interface Meter {
  called(call: Answered): void;
  ran(name: string, ms: number): void;
  took(amount: Amount): void;
  read(): Reading;
}

/** A meter at zero. */
export function createMeter(): Meter {
  const calls = new Map<string, { -readonly [K in keyof Calls]: Calls[K] }>();
  const runs = new Map<string, { -readonly [K in keyof Runs]: Runs[K] }>();
  const amounts = new Map<string, { -readonly [K in keyof Amount]: Amount[K] }>();
  return {
    called: ({ service, action, principal, failed, units = 1 }) => {
      const caller = callerOf(principal) ?? 'owner';
      const key = `${service} ${action} ${caller}`;
      const known = calls.get(key) ?? { service, action, caller, count: 0, failed: 0 };
      calls.set(key, known);
      known.count += units;
      if (failed) known.failed += units;
    },
    ran: (name, ms) => {
      const known = runs.get(name) ?? { function: name, count: 0, ms: 0 };
      runs.set(name, known);
      known.count += 1;
      known.ms += ms;
    },
    took: ({ service, what, resource, amount }) => {
      const key = `${service} ${what} ${resource}`;
      const known = amounts.get(key) ?? { service, what, resource, amount: 0 };
      amounts.set(key, known);
      known.amount += amount;
    },
    read: () => ({
      calls: [...calls.values()].sort((a, b) => b.count - a.count),
      runs: [...runs.values()].sort((a, b) => b.ms - a.ms),
      amounts: [...amounts.values()].sort((a, b) => b.amount - a.amount),
    }),
  };
}
