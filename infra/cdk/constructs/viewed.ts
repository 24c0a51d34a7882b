import type { AnyCommand } from '#shared/model/command.ts';
import type { Notification } from '#shared/model/notification.ts';
import type { AnyProjection } from '#shared/model/projection.ts';
import type { Environment } from '#shared/runtime/environment.ts';
import { viewTable } from '../names.ts';
import type { Deployment } from './function.ts';

type Readable = AnyProjection | Notification;

/** Where a function finds a view, and which generation of it is its own. */
export function viewed({ code }: Deployment, { name }: Readable): Partial<Environment> {
  return { VIEW_TABLE: viewTable(name), VIEW_GENERATION: generationOf(code, name) };
}

/** The same of the view that guards a list. */
export function guarded({ code }: Deployment, { name }: Readable): Partial<Environment> {
  return { GUARD_TABLE: viewTable(name), GUARD_GENERATION: generationOf(code, name) };
}

/** Where a command finds its directory, if it has one. */
export function directed(deployment: Deployment, command: AnyCommand): Partial<Environment> {
  const directory = command.kind === 'unitOfWork' ? command.directory : undefined;
  return directory ? viewed(deployment, directory.of) : {};
}

function generationOf({ generations }: Deployment['code'], view: string): string {
  const generation = generations[view];
  if (!generation) throw new Error(`There is no generation of the view ${view}: is it in a manifest?`);
  return generation;
}
