import { type AnyCommand, directoriesOf } from '#shared/model/command.ts';
import type { Notification } from '#shared/model/notification.ts';
import type { AnyProjection } from '#shared/model/projection.ts';
import type { Directories, Environment } from '#shared/runtime/environment.ts';
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

/** Where a command finds its directories, if it has any. */
export function directed({ code }: Deployment, command: AnyCommand): Partial<Environment> {
  const views = directoriesOf(command).map(({ of: { name } }) => name);
  if (views.length === 0) return {};
  const directories: Directories = Object.fromEntries(
    views.map((view) => [view, { table: viewTable(view), generation: generationOf(code, view) }]),
  );
  return { DIRECTORIES: JSON.stringify(directories) };
}

function generationOf({ generations }: Deployment['code'], view: string): string {
  const generation = generations[view];
  if (!generation) throw new Error(`There is no generation of the view ${view}: is it in a manifest?`);
  return generation;
}
