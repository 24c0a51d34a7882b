interface Declaration {
  readonly owner?: unknown;
  readonly forCustomers?: true | undefined;
  readonly forDrivers?: true | undefined;
  readonly guard?: { readonly owner?: unknown; readonly driver?: unknown } | undefined;
}

/**
 * Whether customers may call a command, query or technical function: its declaration says whose a thing is, by `owner` or
 * by its guard's, or that it sees to it itself. What says nothing of that is for others.
 */
export function isOpenToCustomers(declaration: object): boolean {
  const { owner, guard, forCustomers }: Declaration = declaration;
  return owner !== undefined || guard?.owner !== undefined || forCustomers === true;
}

/**
 * Whether drivers may call a command, query or technical function: it says that it is for them and sees to it that each
 * gets at the own route only, or its guard says whose route it is. What says nothing of that is for others.
 */
export function isOpenToDrivers(declaration: object): boolean {
  const { forDrivers, guard }: Declaration = declaration;
  return forDrivers === true || guard?.driver !== undefined;
}
