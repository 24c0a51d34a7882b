import type { AnyCommand } from '#shared/model/command.ts';
import type { Context } from '#shared/model/context.ts';
import type { AnyLive } from '#shared/model/live.ts';
import type { Notification } from '#shared/model/notification.ts';
import type { AnyProjection } from '#shared/model/projection.ts';
import type { AnyQuery } from '#shared/model/query.ts';
import type { Saga } from '#shared/model/saga.ts';
import type { Technical, Trigger } from '#shared/model/technical.ts';
import { PUBLIC } from './scope.ts';

interface Declarations {
  command: AnyCommand;
  query: AnyQuery;
  projection: AnyProjection;
  saga: Saga;
  notification: Notification;
  technical: Technical;
}

/** A kind of function. */
export type Kind = keyof Declarations;

/** The folder of a kind inside its context. */
export const FOLDERS = {
  command: 'commands',
  query: 'queries',
  projection: 'projections',
  saga: 'sagas',
  notification: 'notifications',
} as const;

/** One function of the system: its short name, its context and its declaration. */
export type Declared<K extends Kind = Kind> = {
  [P in K]: {
    readonly kind: P;
    readonly name: string;
    readonly context: Context;
    readonly declaration: Declarations[P];
  };
}[K];

/**
 * Every function of some contexts, in the order of the manifests.
 * @throws Error when what has a table or streams by its own name is listed under another: its rights would be to others.
 */
export function functionsOf(contexts: readonly Context[]): Declared[] {
  return contexts.flatMap((context) => [
    ...listed('command', context, context.commands),
    ...listed('query', context, context.queries),
    ...listed('projection', context, context.projections),
    ...listed('saga', context, context.sagas),
    ...listed('notification', context, context.notifications),
    ...listed('technical', context, context.technical),
  ]);
}

/** Those of one kind. */
export function ofKind<K extends Kind>(functions: readonly Declared[], kind: K): Declared<K>[] {
  return functions.filter((one) => one.kind === kind) as Declared<K>[];
}

/** Whether a function gets requests of the API, or verifies their tokens. */
export function isCalledFromOutside({ kind, declaration }: Declared): boolean {
  switch (kind) {
    case 'command':
      return declaration.http !== undefined;
    case 'query':
      return true;
    case 'technical':
      return verifiesTokens(declaration.trigger);
    default:
      return false;
  }
}

/** Whether the REST API calls a function: for a route, or to ask who somebody is. */
export function isBehindApi({ kind, declaration }: Declared): boolean {
  if (kind === 'technical') return ['http', 'pages', 'authorizer'].includes(declaration.trigger.on);
  return (kind === 'command' || kind === 'query') && declaration.http !== undefined;
}

/** Whether a function serves the pages. */
export function servesPages({ kind, declaration }: Declared): boolean {
  return kind === 'technical' && declaration.trigger.on === 'pages';
}

/** Whether a function has a part in sending messages, which may have links to the pages. */
export function sendsMessages({ kind, declaration }: Declared): boolean {
  if (kind !== 'technical') return kind === 'notification';
  return declaration.sends !== undefined || ['channel', 'mail'].includes(declaration.trigger.on);
}

/** Whether a function hands messages of notifications to whoever brings them. */
export function deliversMessages({ kind, declaration }: Declared): boolean {
  return kind === 'technical' && declaration.trigger.on === 'channel';
}

/** Whether a function's requests contend for the same items, the streams of a unit of work. */
export function contends({ kind, declaration }: Declared): boolean {
  return kind === 'command' && declaration.kind === 'unitOfWork' && declaration.request !== undefined;
}

/** Whether a function publishes what was decided, or has changed elsewhere: from it on, whoever should hear of it has to be there. */
export function publishesFacts({ kind, declaration }: Declared): boolean {
  return kind === 'technical' && ['eventLog', 'table'].includes(declaration.trigger.on);
}

/** Whether a function tells others outside. */
export function tellsOutside({ kind, declaration }: Declared): boolean {
  return kind === 'technical' && declaration.trigger.on === 'outside';
}

/** Whether what starts a technical function brings a token. */
export function verifiesTokens(trigger: Trigger): boolean {
  switch (trigger.on) {
    case 'authorizer':
    case 'socketAuthorizer':
      return true;
    case 'http':
      return trigger.scope !== PUBLIC;
    default:
      return false;
  }
}

/** Whether a function is of the WebSocket API: without one there is nobody that it could serve. */
export function isOfSockets({ kind, declaration }: Declared): boolean {
  return kind === 'technical' && ['socket', 'socketAuthorizer', 'live'].includes(declaration.trigger.on);
}

/** Whether a function hears what becomes of mail. */
export function isOfMail({ kind, declaration }: Declared): boolean {
  return kind === 'technical' && declaration.trigger.on === 'mail';
}

/** All that goes live, with where its declaration stands. */
export function livesOf(contexts: readonly Context[]): { name: string; context: string; live: AnyLive }[] {
  return contexts.flatMap(({ name: context, live }) =>
    Object.entries(live).map(([name, one]) => ({ name, context, live: one })),
  );
}

function listed<K extends Kind>(
  kind: K,
  context: Context,
  declarations: Readonly<Record<string, Declarations[K]>>,
): Declared[] {
  return Object.entries(declarations).map(([name, declaration]) => {
    if ('name' in declaration && declaration.name !== name)
      throw new Error(`${context.name} lists the ${kind} ${declaration.name} as ${name}: it must have one name.`);
    return { kind, name, context, declaration } as Declared;
  });
}
