import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Grant } from '#infra/grid/iam/usage.ts';
import { wildcard } from '#infra/grid/iam/wildcard.ts';

/** Where grids of the tests leave what their roles may do and did. */
export const GRANTS_FOLDER = path.resolve('node_modules/.cache/alpes/grants');

/** Why a grant stays although no test uses it. */
export interface Excuse {
  /** As the check prints grants: `function: action on resource`; `*` stands for any run of characters. */
  readonly grant: string;
  readonly reason: string;
}

/** What came of the comparison. */
export interface Verdict {
  readonly roles: number;
  readonly grants: number;
  /** Grants that nothing used and nobody excuses, in order. */
  readonly unused: readonly string[];
  /** Excuses that excuse nothing: what they name is used, or granted no more. */
  readonly idle: readonly string[];
}

/** What all grids have written into `folder` together. */
export function readGrants(folder: string): Grant[] {
  return readdirSync(folder).flatMap((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Grant[]);
}

/** Holds what roles may do against what they did on any of the grids. */
export function unusedGrants(grants: readonly Grant[], excuses: readonly Excuse[]): Verdict {
  const used = new Map<string, boolean>();
  const functions = functionsOf(grants);
  for (const grant of grants) {
    const named = nameOf(grant, functions);
    used.set(named, (used.get(named) ?? false) || grant.used);
  }
  const left = [...used.keys()].filter((named) => !used.get(named)).toSorted();
  const patterns = excuses.map(({ grant }) => ({ grant, excuses: wildcard(grant) }));
  return {
    roles: new Set(grants.map(({ role }) => role)).size,
    grants: used.size,
    unused: left.filter((named) => !patterns.some(({ excuses }) => excuses(named))),
    idle: patterns.filter(({ excuses }) => !left.some(excuses)).map(({ grant }) => grant),
  };
}

/** A role has no name that anybody knows: its first policy is named after the function, by CDK. */
const OF_FUNCTION = /RoleDefaultPolicy[0-9A-F]{8}$/;

/** The functions of roles. What does not fit into a role's first policy is in others, that CDK names otherwise. */
function functionsOf(grants: readonly Grant[]): ReadonlyMap<string, string> {
  const own = grants.filter(({ policy }) => OF_FUNCTION.test(policy));
  return new Map(own.map(({ role, policy }) => [role, lastOf(policy).replace(OF_FUNCTION, '')]));
}

/** `crearOrden: dynamodb:PutItem on table/alpes-dev-event-log (orden#*)`. */
function nameOf({ role, policy, action, resource, keys }: Grant, functions: ReadonlyMap<string, string>): string {
  const who = policy.startsWith('arn:aws:iam::aws:') ? lastOf(policy) : (functions.get(role) ?? lastOf(policy));
  const what = resource.replace(/^arn:aws:([^:]*):[^:]*:[^:]*:/, '');
  return `${who}: ${action} on ${what}${keys === undefined ? '' : ` (${keys})`}`;
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
