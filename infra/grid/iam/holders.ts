import type { Grant } from './usage.ts';

/** A role has no name that anybody knows: its first policy is named after the function, by CDK. */
const OF_FUNCTION = /(Service)?RoleDefaultPolicy[0-9A-F]{8}$/;

/** Whose a grant is, in words: a function's by its construct, else what its policy is called. */
export type Holder = (grant: Pick<Grant, 'role' | 'policy'>) => string;

/** Finds out whose grants are. What does not fit into a role's first policy is in others, that CDK names otherwise. */
export function holdersOf(grants: readonly Grant[]): Holder {
  const own = grants.filter(({ policy }) => OF_FUNCTION.test(policy));
  const functions = new Map(own.map(({ role, policy }) => [role, lastOf(policy).replace(OF_FUNCTION, '')]));
  return ({ role, policy }) =>
    policy.startsWith('arn:aws:iam::aws:') ? lastOf(policy) : (functions.get(role) ?? lastOf(policy));
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
