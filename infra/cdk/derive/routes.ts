import type { Docs, Route } from '#shared/model/route.ts';
import type { Trigger } from '#shared/model/technical.ts';
import type { Declared } from './functions.ts';
import { PUBLIC } from './scope.ts';

/** A route of the API and the function behind it. */
export interface ApiRoute {
  readonly method: string;
  /** `/ordenes/{ordenId}` */
  readonly path: string;
  readonly scope: string;
  readonly docs: Docs;
  /** The most requests a second, where that is other than the stage's. */
  readonly perSecond?: number | undefined;
  readonly declared: Declared;
}

/** All routes, by path and method. */
export function routesOf(functions: readonly Declared[]): ApiRoute[] {
  return functions
    .flatMap((declared) =>
      offersOf(declared).flatMap(({ route, scope, docs, perSecond }) => {
        if (!route) return [];
        if (!docs) throw new Error(`${declared.name} is offered as ${route}, and has no "docs" to tell what it is.`);
        const [method, path] = route.split(' ') as [string, string];
        return [{ method, path, scope: scope ?? '', docs, perSecond, declared }];
      }),
    )
    .sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}

interface Offered {
  readonly route?: Route | undefined;
  readonly scope?: string | undefined;
  readonly docs?: Docs | undefined;
  readonly perSecond?: number | undefined;
}

function offersOf({ kind, declaration }: Declared): readonly Offered[] {
  switch (kind) {
    case 'command':
    case 'query':
      return [{ route: declaration.http, scope: declaration.scope, docs: declaration.docs }];
    case 'technical':
      return offersTo(declaration.trigger);
    default:
      return [];
  }
}

function offersTo(trigger: Trigger): readonly Offered[] {
  if (trigger.on === 'http') return [trigger];
  if (trigger.on !== 'pages') return [];
  return trigger.paths.map((path) => ({ route: `GET ${path}`, scope: PUBLIC, docs: trigger.docs }));
}
