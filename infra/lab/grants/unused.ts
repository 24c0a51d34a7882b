import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Holder, holdersOf } from '#infra/grid/iam/holders.ts';
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
  const holder = holdersOf(grants);
  for (const grant of grants) {
    const named = nameOf(grant, holder);
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

/** `crearOrden: dynamodb:PutItem on table/alpes-dev-event-log (orden#*)`. */
function nameOf({ action, resource, keys, ...held }: Grant, holder: Holder): string {
  const what = resource.replace(/^arn:aws:([^:]*):[^:]*:[^:]*:/, '');
  return `${holder(held)}: ${action} on ${what}${keys === undefined ? '' : ` (${keys})`}`;
}
