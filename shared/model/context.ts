import type { AnyAggregate } from './aggregate.ts';
import type { AnyCommand } from './command.ts';
import type { AnyLive } from './live.ts';
import type { Notification } from './notification.ts';
import type { AnyProjection } from './projection.ts';
import type { AnyQuery } from './query.ts';
import type { Rejections } from './rejection.ts';
import type { Saga } from './saga.ts';
import type { Technical } from './technical.ts';

interface Parts {
  readonly aggregates: Readonly<Record<string, AnyAggregate>>;
  readonly commands: Readonly<Record<string, AnyCommand>>;
  readonly queries: Readonly<Record<string, AnyQuery>>;
  readonly projections: Readonly<Record<string, AnyProjection>>;
  readonly sagas: Readonly<Record<string, Saga>>;
  readonly notifications: Readonly<Record<string, Notification>>;
  /** What of its views and events goes live. */
  readonly live: Readonly<Record<string, AnyLive>>;
  readonly technical: Readonly<Record<string, Technical>>;
  readonly rejections: Rejections;
}

/** A bounded context: names only. Its keys are the names of files, exports, functions and CLI words. */
export interface Context extends Parts {
  readonly name: string;
}

/** Declares a context's manifest; what it does not have may be left out. */
export function context(name: string, parts: Partial<Parts>): Context {
  return {
    name,
    aggregates: {},
    commands: {},
    queries: {},
    projections: {},
    sagas: {},
    notifications: {},
    live: {},
    technical: {},
    rejections: {},
    ...parts,
  };
}
