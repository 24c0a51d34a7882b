import { type Declared, functionsOf } from '#infra/cdk/derive/functions.ts';
import { routesOf } from '#infra/cdk/derive/routes.ts';
import { PUBLIC } from '#infra/cdk/derive/scope.ts';
import { isOpenToCustomers, isOpenToDrivers } from '#shared/model/access.ts';
import type { Context } from '#shared/model/context.ts';

/** The rights that a development token holds, sorted: as small as each role needs. */
export interface Scopes {
  /** All that the routes of the contexts ask for. */
  readonly operator: readonly string[];
  /** Those of whoever works in a warehouse: its goods, what there is of products and warehouses, and the orders for which they are. */
  readonly clerk: readonly string[];
  /** Those of the routes that are open to customers. That a customer gets what is its own only is checked by the functions. */
  readonly customer: readonly string[];
  /** Those of the routes that are open to drivers. That a driver gets at the own route only is checked by the functions. */
  readonly driver: readonly string[];
}

/** No declaration says what is for clerks: what a warehouse needs of the other contexts is a matter of how the house works. */
const CLERK = ['bodegas:escribir', 'bodegas:leer', 'ordenes:leer', 'vehiculos:leer'];

/** The rights that the manifests of some contexts lead to. */
export function scopesOf(contexts: readonly Context[]): Scopes {
  const routes = routesOf(functionsOf(contexts)).filter(({ scope }) => scope !== PUBLIC);
  const opened = (isOpen: (declaration: object) => boolean) =>
    unique(routes.filter(({ declared }) => isOpen(asked(declared))));
  return {
    operator: unique(routes),
    clerk: CLERK,
    customer: opened(isOpenToCustomers),
    driver: opened(isOpenToDrivers),
  };
}

function unique(routes: readonly { readonly scope: string }[]): string[] {
  return [...new Set(routes.map(({ scope }) => scope))].sort();
}

/** Where a function says who may call it. */
function asked({ kind, declaration }: Declared): object {
  return kind === 'technical' ? declaration.trigger : declaration;
}
