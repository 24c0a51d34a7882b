/**
 * Whether customers may call a command or query: its declaration says whose a thing is, by `owner` or by `guard`. What says
 * nothing of that is for operators.
 */
export function isOpenToCustomers(declaration: object): boolean {
  return ('owner' in declaration && declaration.owner !== undefined) || 'guard' in declaration;
}
