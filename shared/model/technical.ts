import type { AnyCommand, Directory } from './command.ts';
import type { Docs, Route } from './route.ts';

/** What starts a technical function. */
export type Trigger =
  | { readonly on: 'eventLog' }
  | { readonly on: 'schedule'; readonly minutes: number }
  | { readonly on: 'http'; readonly route: Route; readonly scope: string | 'public'; readonly docs: Docs }
  | { readonly on: 'authorizer' }
  | { readonly on: 'event'; readonly types: readonly string[] };

/** A right of a technical function, said by what it is for; infra turns it into a policy statement. */
export type Grant = 'bus:publish' | 'keys:forget' | `table:${string}:${'read' | 'write'}`;

/** A function that is not of the business: its trigger and grants are written by hand. Its code is `<name>.handler.ts`. */
export interface Technical {
  readonly kind: 'technical';
  readonly trigger: Trigger;
  readonly grants: readonly Grant[];
  /** A table of its own: the names of its partition and sort key, and of the attribute that holds its expiry (epoch seconds). */
  readonly table?: { readonly name: string; readonly partition: string; readonly sort?: string; readonly ttl?: string };
  /** The name of another technical function's table that it works on. */
  readonly uses?: string;
  /** Commands that it carries out: it may decide these, beside what its grants say. */
  readonly carriesOut?: readonly AnyCommand[];
  /** Views that it reads, whole or by any of their indexes. */
  readonly reads?: readonly Directory[];
  readonly why: string;
}

/** Declares a technical function. */
export function technical(spec: Omit<Technical, 'kind'>): Technical {
  return { ...spec, kind: 'technical' };
}
