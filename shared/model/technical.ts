import type * as z from 'zod';
import type { ChangeType } from './change.ts';
import type { AnyCommand, Directory } from './command.ts';
import type { FileRight, FileStore } from './fileStore.ts';
import type { ForeignTable } from './foreignTable.ts';
import type { Notification } from './notification.ts';
import type { OwnTable } from './ownTable.ts';
import type { ProblemCode } from './problem.ts';
import type { Projection } from './projection.ts';
import type { LatestTable } from './query.ts';
import type { Docs, Route } from './route.ts';

/** A request of the API. */
interface OnHttp {
  readonly on: 'http';
  readonly route: Route;
  readonly scope: string | 'public';
  readonly docs: Docs;
  /** That drivers may call it: it then sees to it that each gets at the own route only. */
  readonly forDrivers?: true;
  /** That customers may call it: it then sees to it that each gets at what is its own only. */
  readonly forCustomers?: true;
  /** What it takes as JSON, and what it answers. */
  readonly body?: Contract;
  /** Of a GET: what it takes in its path and its query string, and what it answers. A document says neither this nor `body`. */
  readonly question?: Contract;
  /** How many requests a second the API lets through, where everybody may ask. */
  readonly perSecond?: number;
  /** Problems that it may answer beside those of every such route. */
  readonly rejects?: readonly ProblemCode[];
}

/** What a route takes, an input that works on the demo data, and what it answers. */
export interface Contract {
  readonly accepts: z.ZodObject;
  readonly example: object;
  readonly answers: z.ZodObject;
}

/** Requests for pages, without a token: what a browser shows is no operation of the API, and not in its description. */
interface OnPages {
  readonly on: 'pages';
  /** `/torre/{proxy+}` */
  readonly paths: readonly `/${string}`[];
  readonly docs: Docs;
}

/** A message of a client of the WebSocket API, that names the route as its `accion`; or that one comes or goes. */
export interface OnSocket {
  readonly on: 'socket';
  readonly route: '$connect' | '$disconnect' | Action;
  readonly docs: Docs;
  /** Of a message: what it takes, one that works, and what is answered. */
  readonly message?: { readonly accepts: z.ZodObject; readonly example: object; readonly answers: z.ZodType };
}

/** What a client may ask for. */
type Action = 'suscribir' | 'cancelar' | 'latido';

/** Events of the bus. */
interface OnEvent {
  readonly on: 'event';
  readonly types: readonly string[];
  /** How much longer than usual a message stays with it though all goes well, in seconds: so much later it is late. */
  readonly longerSeconds?: number;
}

/** What starts a technical function. */
export type Trigger =
  | { readonly on: 'eventLog' }
  /** The stream of a table that another system writes. */
  | { readonly on: 'table'; readonly of: ForeignTable }
  /** Changes that were published of such a table. */
  | { readonly on: 'changes'; readonly of: ChangeType }
  /** An operator, who is answered how far it is. */
  | { readonly on: 'operator' }
  | { readonly on: 'schedule'; readonly minutes: number }
  | OnHttp
  | OnPages
  | { readonly on: 'authorizer' }
  | OnSocket
  /** Whoever wants to connect to the WebSocket API. */
  | { readonly on: 'socketAuthorizer' }
  /** The events of all that goes live. */
  | { readonly on: 'live' }
  | OnEvent
  /** Events that others outside are told of: one by one, and again, hours apart, for as long as the function says. */
  | { readonly on: 'outside'; readonly types: readonly string[] }
  /** The messages of notifications that go out by one of their channels. */
  | { readonly on: 'channel'; readonly of: Notification; readonly channel: string }
  /** What has become of mail that was sent. */
  | { readonly on: 'mail'; readonly of: Notification };

/** A right of a technical function, said by what it is for; infra turns it into a policy statement. `streams:` names an aggregate whose streams are read. */
export type Grant =
  | 'bus:publish'
  | 'connections:close'
  | 'connections:post'
  | 'links:sign'
  | 'mail:send'
  | 'keys:close'
  | 'keys:forget'
  | 'keys:read'
  | `streams:${string}`
  | 'queues:read'
  | 'sms:send'
  | 'traces:read'
  | 'views:look'
  | 'deadLetters:read'
  | `table:${string}:${TableRight}`;

/** On a table of technical functions: single items and ranges, puts, items by their keys in one call, changes and deletions. */
export type TableRight = 'read' | 'write' | 'lookUp' | 'change';

/** A view that is read row by row, and also by the indexes that are named; `*` is the whole view. */
export interface ReadView {
  readonly of: Directory;
  readonly by?: readonly string[];
}

/** A function that is not of the business: its trigger and grants are written by hand. Its code is `<name>.handler.ts`. */
export interface Technical {
  readonly kind: 'technical';
  readonly trigger: Trigger;
  readonly grants: readonly Grant[];
  /** A table of its own. */
  readonly table?: OwnTable;
  /** The name of another technical function's table that it works on. */
  readonly uses?: string;
  /** Commands that it carries out: it may decide these, beside what its grants say. */
  readonly carriesOut?: readonly AnyCommand[];
  /** Aggregates whose streams it reads, by name. */
  readonly streams?: readonly string[];
  /** Notifications whose messages it orders from their channels when they have waited long enough. */
  readonly sends?: Notification;
  /** A table of measurements of which it reads the newest. */
  readonly beside?: LatestTable;
  /** The store of files that it works on, and what it may do there. */
  readonly files?: { readonly of: FileStore; readonly may: readonly FileRight[] };
  /** Changes of a table elsewhere that it publishes, what is personal in them encrypted. */
  readonly publishes?: ChangeType;
  /** A table of another system that it reads, whole and by its keys. */
  readonly scans?: ForeignTable;
  /** Views that it reads. */
  readonly reads?: readonly ReadView[];
  /** Views of which it reads rows by their keys, many in one call. */
  readonly rows?: readonly Projection[];
  /** It is made with all that goes live (`<name>.handler.ts` exports `handlerOf`), and reads those rows. */
  readonly live?: true;
  readonly why: string;
}

/** Declares a technical function. */
export function technical(spec: Omit<Technical, 'kind'>): Technical {
  return { ...spec, kind: 'technical' };
}
