import { functionsOf } from '#infra/cdk/derive/functions.ts';
import { PUBLIC, routesOf } from '#infra/cdk/derive/routes.ts';
import { isOpenToCustomers } from '#shared/model/access.ts';
import type { Context } from '#shared/model/context.ts';

/** The rights that a development token holds, sorted. */
export interface Scopes {
  /** All that the routes of the contexts ask for. */
  readonly operator: readonly string[];
  /** Those of the routes that are open to customers. That a customer gets what is its own only is checked by the functions. */
  readonly customer: readonly string[];
}

/** The rights that the manifests of some contexts lead to. */
export function scopesOf(contexts: readonly Context[]): Scopes {
  const routes = routesOf(functionsOf(contexts)).filter(({ scope }) => scope !== PUBLIC);
  const open = routes.filter(({ declared }) => isOpenToCustomers(declared.declaration));
  return { operator: unique(routes), customer: unique(open) };
}

function unique(routes: readonly { readonly scope: string }[]): string[] {
  return [...new Set(routes.map(({ scope }) => scope))].sort();
}
