import type { Route } from '#shared/model/route.ts';
import type { Declared } from './functions.ts';

/** A route of the API and the function behind it. */
export interface ApiRoute {
  readonly method: string;
  /** `/ordenes/{ordenId}` */
  readonly path: string;
  readonly scope: string;
  readonly declared: Declared;
}

/** The scope of a route that needs no token. */
export const PUBLIC = 'public';

/** All routes, by path and method. */
export function routesOf(functions: readonly Declared[]): ApiRoute[] {
  return functions
    .flatMap((declared) => {
      const { route, scope } = routeOf(declared);
      if (!route) return [];
      const [method, path] = route.split(' ') as [string, string];
      return [{ method, path, scope: scope ?? '', declared }];
    })
    .sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}

function routeOf({ kind, declaration }: Declared): { route?: Route | undefined; scope?: string | undefined } {
  switch (kind) {
    case 'command':
    case 'query':
      return { route: declaration.http, scope: declaration.scope };
    case 'technical':
      return declaration.trigger.on === 'http'
        ? { route: declaration.trigger.route, scope: declaration.trigger.scope }
        : {};
    default:
      return {};
  }
}
