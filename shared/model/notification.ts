import type { Recorded } from './envelope.ts';
import type { EventType } from './event.ts';
import type { Revealed } from './personal.ts';
import type { Projection } from './projection.ts';

/** A message for a customer, in Spanish. */
export interface Message {
  readonly asunto: string;
  readonly texto: string;
  /** What kind of news it is, where whoever gets messages may choose by that. */
  readonly grupo?: string;
  /** It is of no use later: it does not wait. */
  readonly urgente?: true;
  /** The words before the link that it ends with; without them it has none. */
  readonly enlace?: string;
}

/** The links that messages may end with: each opens what its stream tells of, without a login. */
export interface LinkSpec<M = any> {
  /** What the tokens are for, and the page's path before them. */
  readonly kind: string;
  readonly path: string;
  readonly of: (memory: M) => { readonly id: string; readonly serial: number };
  /** When a link that is made now ends (seconds since 1970). */
  readonly until: (now: string) => number;
}

/** What customers want of messages: a view by customer, and what follows from its row. */
export interface Wishes<V = any> {
  readonly of: Projection<V>;
  /** When a message goes out: `now`, `never`, or a time (ISO 8601). */
  readonly when: (row: V | undefined, message: Message & { readonly canal: string }, now: string) => string;
}

/** What the messages of one stream need to remember from earlier events (a name, an address to send to). */
export type Remember<M, D> = (memory: M | undefined, data: D, event: Recorded<D>) => M | undefined;

/** The message of an event, if that is worth one. */
export type Compose<M, D> = (memory: M, data: D, event: Recorded<D>) => Message | undefined;

interface Milestone<M> {
  readonly event: EventType;
  readonly remember?: Remember<M, any>;
  readonly compose?: Compose<M, any>;
}

interface NotificationSpec<M> {
  /** The aggregate whose streams it follows. */
  readonly of: string;
  /** The channels of each message, with whom it goes to; a channel without address is left out. */
  readonly channels: Readonly<Record<string, (memory: M) => string | undefined>>;
  /** The customer whom a message concerns. */
  readonly subject: (memory: M) => string;
  /** How many messages an hour go to one address, and about one customer. What is more is left out, and shown so. */
  readonly perHour: Rates;
  readonly link?: LinkSpec<M>;
  readonly wishes?: Wishes;
}

/** Messages an hour that each instance lets through. */
export interface Rates {
  readonly address: number;
  readonly subject: number;
}

/** Messages sent at the milestones of an aggregate's life, one for each milestone and channel. */
export interface Notification<M = any> extends NotificationSpec<M> {
  readonly kind: 'notification';
  readonly name: string;
  readonly handlers: Readonly<Record<string, Milestone<M>>>;
  /** Keeps something for later messages. */
  remember<D>(event: EventType<string, D>, remember: Remember<M, Revealed<D>>): Notification<M>;
  /** Sends a message. */
  on<D>(event: EventType<string, D>, compose: Compose<M, Revealed<D>>): Notification<M>;
}

/** Begins the notifications of an aggregate. */
export function notification<M>(name: string, spec: NotificationSpec<M>): Notification<M> {
  return build(name, spec, {});
}

function build<M>(name: string, spec: NotificationSpec<M>, handlers: Notification<M>['handlers']): Notification<M> {
  const having = (event: EventType, part: Partial<Milestone<M>>) =>
    build(name, spec, { ...handlers, [event.type]: { ...handlers[event.type], ...part, event } });
  return {
    kind: 'notification',
    name,
    ...spec,
    handlers,
    remember: (event, remember) => having(event, { remember }),
    on: (event, compose) => having(event, { compose }),
  };
}
