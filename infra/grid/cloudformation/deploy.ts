import type { Strikes } from '../faults/strike.ts';
import type { Store } from '../store.ts';
import { checkStack, type Problem } from './check.ts';
import { createRecord, type DeploymentRecord, type RecordedResource } from './record.ts';
import { refuse } from './refusal.ts';
import { removeResource } from './remove.ts';
import { createScope, type Landscape } from './scope.ts';
import { deployStack, nameOf, type Standing } from './stack.ts';
import type { Stack } from './template.ts';
import { isCustom, type ResourceTypes } from './types.ts';

/** What is deployed, and by whom. */
export interface Deployment {
  readonly stacks: readonly Stack[];
  readonly types: ResourceTypes;
  /** The caller's values for parameters, for every stack that has one of that name. */
  readonly parameters: Record<string, string>;
  /** What of the assembly itself the grid refuses. */
  readonly problems?: readonly Problem[];
  readonly store: Store;
  /** What this process has deployed before, if it has; filled. */
  readonly standing?: Standing;
  /** Told of each resource that is new, has other properties, or is gone: `stack: logical id (type)`. */
  readonly changed?: (resource: string) => void;
  /** What is to go wrong with it, if anything. */
  readonly faults?: Strikes;
  log(line: string): void;
}

/** Outputs by stack. */
export type Outputs = Record<string, Record<string, string>>;

/**
 * Brings the grid to what the templates say: refuses them whole when they ask for what the grid does not do, creates
 * and changes resources in the order of their dependencies, then removes those that the templates no longer have. What
 * stands as the templates have it is left alone; after a failure nothing counts as standing.
 */
export async function deploy(deployment: Deployment): Promise<Outputs> {
  const { standing = new Map() } = deployment;
  try {
    return await bring(deployment, standing);
  } catch (error) {
    standing.clear();
    throw error;
  }
}

async function bring(deployment: Deployment, standing: Standing): Promise<Outputs> {
  const { stacks, types, store, changed = () => {}, faults } = deployment;
  const landscape: Landscape = { exports: new Map(), outputs: new Map() };
  checkParameters(deployment);
  const scopes = stacks.map((stack) => createScope(stack, deployment.parameters, landscape));
  const problems = [...(deployment.problems ?? []), ...scopes.flatMap((scope) => checkStack(scope, types))];
  if (problems.length > 0) throw await refuse(problems);

  const record = createRecord(store);
  const before = record.all();
  const kept = new Set<number>();
  for (const scope of scopes) {
    await deployStack(scope, { types, record, before, kept, landscape, standing, changed, faults });
  }
  await removeRest(
    deployment,
    record,
    before.filter(({ id }) => !kept.has(id)),
  );
  return Object.fromEntries(
    [...landscape.outputs].map(([stack, values]) => [
      stack,
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])),
    ]),
  );
}

/**
 * The newest first, since what was created later may depend on what was created before. Custom resources before all
 * others: whoever is asked to delete them must still be there, and find what it needs.
 */
async function removeRest(
  { types, log, changed = () => {} }: Deployment,
  record: DeploymentRecord,
  rest: readonly RecordedResource[],
): Promise<void> {
  const gone = new Set(rest.map(({ id }) => id));
  const current = record.all().filter(({ id }) => !gone.has(id));
  const [custom, others] = [rest.filter(({ type }) => isCustom(type)), rest.filter(({ type }) => !isCustom(type))];
  for (const old of [...custom.reverse(), ...others.reverse()]) {
    if (!current.some((row) => isStillThere(old, row))) {
      await removeResource(old, types, log);
      changed(nameOf(old));
    }
    await record.forget(old.id);
  }
}

/** Changed in place, found again under another logical id, or never finished and so perhaps the same thing. */
function isStillThere(old: RecordedResource, now: RecordedResource): boolean {
  if (old.type !== now.type) return false;
  if (old.ref !== null) return withoutOrigin(old.ref) === withoutOrigin(now.ref);
  return old.stack === now.stack && old.logicalId === now.logicalId;
}

/** A queue's name for the template is its URL, and the grid may listen elsewhere by now. */
function withoutOrigin(ref: string | null): string | undefined {
  return ref?.replace(/^https?:\/\/[^/]+/, '');
}

function checkParameters({ stacks, parameters }: Deployment): void {
  for (const name of Object.keys(parameters)) {
    if (!stacks.some(({ template }) => Object.hasOwn(template.Parameters ?? {}, name))) {
      throw new Error(`No stack has a parameter "${name}".`);
    }
  }
}
