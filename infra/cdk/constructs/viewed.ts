import type { Construct } from 'constructs';
import { type AnyCommand, type Directory, directoriesOf } from '#shared/model/command.ts';
import type { Context } from '#shared/model/context.ts';
import type { Notification } from '#shared/model/notification.ts';
import type { AnyProjection } from '#shared/model/projection.ts';
import type { RowQuery } from '#shared/model/query.ts';
import type { Directories, Environment } from '#shared/runtime/environment.ts';
import type { Deployment } from './function.ts';
import { namesIn } from './stageStack.ts';

type Readable = AnyProjection | Notification;

/** Where a function finds a view, and which generation of it is its own. */
export function viewed(scope: Construct, { code }: Deployment, { name }: Readable): Partial<Environment> {
  return { VIEW_TABLE: namesIn(scope).view(name), VIEW_GENERATION: generationOf(code, name) };
}

/** The same of the view that guards a list. */
export function guarded(scope: Construct, { code }: Deployment, { name }: Readable): Partial<Environment> {
  return { GUARD_TABLE: namesIn(scope).view(name), GUARD_GENERATION: generationOf(code, name) };
}

/** Where a function finds the views that it looks into, if there are any. */
export function directed(scope: Construct, { code }: Deployment, views: readonly Directory[]): Partial<Environment> {
  if (views.length === 0) return {};
  const directories: Directories = Object.fromEntries(
    views.map(({ name }) => [name, { table: namesIn(scope).view(name), generation: generationOf(code, name) }]),
  );
  return { DIRECTORIES: JSON.stringify(directories) };
}

/** Where a query finds what it shows beside a row. */
export function besides(scope: Construct, deployment: Deployment, beside: RowQuery['beside']): Partial<Environment> {
  if (!beside) return {};
  return 'kind' in beside ? directed(scope, deployment, [beside]) : { LATEST_TABLE: namesIn(scope).view(beside.name) };
}

/** The views that a command looks into. */
export function viewsOf(command: AnyCommand): readonly Directory[] {
  return directoriesOf(command).map(({ of }) => of);
}

function generationOf({ generations }: Deployment['code'], view: string): string {
  const generation = generations[view];
  if (!generation) throw new Error(`There is no generation of the view ${view}: is it in a manifest?`);
  return generation;
}

/** Whether a command of a view's context looks into it. */
export function guides({ commands }: Context, view: string): boolean {
  return Object.values(commands).some((command) => viewsOf(command).some(({ name }) => name === view));
}
