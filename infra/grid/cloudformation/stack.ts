import type { Strikes } from '../faults/strike.ts';
import type { Deployed, ResourceType } from '../service.ts';
import { activeResources } from './check.ts';
import { evaluate } from './intrinsics.ts';
import { defaultName } from './names.ts';
import { dependencyGraph } from './order.ts';
import type { DeploymentRecord, RecordedResource } from './record.ts';
import type { Landscape, StackScope } from './scope.ts';
import type { TemplateResource } from './template.ts';
import { idleAmong, type ResourceTypes, typeOf } from './types.ts';

/** What a process has deployed, by stack and logical id. */
export type Standing = Map<string, Map<string, StandingResource>>;

interface StandingResource {
  readonly type: string;
  /** Resolved properties, as JSON. */
  readonly properties: string;
  readonly deployed: Deployed;
}

/** What the deployment of a stack reads, and leaves behind. */
export interface StackDeployment {
  readonly types: ResourceTypes;
  readonly record: DeploymentRecord;
  /** What was deployed before this start. */
  readonly before: readonly RecordedResource[];
  /** Ids of the rows of `before` that still hold. */
  readonly kept: Set<number>;
  readonly landscape: Landscape;
  readonly standing: Standing;
  changed(resource: string): void;
  readonly faults: Strikes | undefined;
}

/**
 * Deploys the resources of a stack, each as soon as what it depends on is there, then resolves its outputs. A resource is
 * left alone when it stands with these very properties, and what it depends on was left alone too. A stack that loses a
 * resource is deployed whole: what is made of many resources (an API) is then made without the one that goes.
 * Waits for all that was begun before it throws, so that nothing goes on behind a failed start.
 */
export async function deployStack(scope: StackScope, deployment: StackDeployment): Promise<void> {
  const { name } = scope.stack;
  const resources = new Map(activeResources(scope));
  const graph = named(name, () => dependencyGraph(resources));
  const idle = idleAmong(resources.values(), deployment.types);
  const running = new Map<string, Promise<void>>();
  const before = deployment.standing.get(name) ?? new Map<string, StandingResource>();
  const whole = [...before.keys()].some((logicalId) => !resources.has(logicalId));
  const standing = new Map<string, StandingResource>();
  const touched = new Set<string>();
  deployment.standing.set(name, standing);

  const start = (logicalId: string): Promise<void> => {
    const begun = running.get(logicalId);
    if (begun) return begun;
    const dependencies = graph.get(logicalId) ?? [];
    const work = Promise.all(dependencies.map(start)).then(async () => {
      const resource = resources.get(logicalId) as TemplateResource;
      const known = whole || dependencies.some((name) => touched.has(name)) ? undefined : before.get(logicalId);
      const now = await deployResource(scope, { logicalId, resource, known, idle: idle.has(logicalId) }, deployment);
      if (now !== known) touched.add(logicalId);
      standing.set(logicalId, now);
      scope.deployed.set(logicalId, now.deployed);
    });
    running.set(logicalId, work);
    return work;
  };

  const results = await Promise.allSettled([...resources.keys()].map(start));
  const failures = new Set(results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : [])));
  if (failures.size > 0) {
    const [cause] = failures;
    throw new Error([...failures].map(({ message }) => message).join('\n'), { cause });
  }
  resolveOutputs(scope, deployment.landscape);
}

interface Wanted {
  readonly logicalId: string;
  readonly resource: TemplateResource;
  /** What stands, where it may be left alone. */
  readonly known: StandingResource | undefined;
  /** That nothing will call it. */
  readonly idle: boolean;
}

/** Gives what stands then: `known` itself, if it was left alone. */
async function deployResource(
  scope: StackScope,
  { logicalId, resource, known, idle }: Wanted,
  { types, record, before, kept, changed, faults }: StackDeployment,
): Promise<StandingResource> {
  const stack = scope.stack.name;
  const type = typeOf(types, resource.Type) as ResourceType;
  try {
    const properties = (evaluate(resource.Properties ?? {}, scope) ?? {}) as Record<string, unknown>;
    const row = {
      stack,
      logicalId,
      type: resource.Type,
      properties: JSON.stringify(properties),
      retained: isRetained(resource),
    };
    const recorded = before.findLast((old) => isSame(old, row));
    if (recorded && known?.type === row.type && known.properties === row.properties) {
      kept.add(recorded.id);
      return known;
    }
    if (!recorded) changed(nameOf(row));
    const id = recorded?.id ?? (await record.begin(row));
    const named = { stack, logicalId, defaultName: defaultName(stack, logicalId) };
    const input = { ...named, type: resource.Type, properties, idle };
    if (faults?.strikes({ deployment: nameOf(row) }).length) throw new Error('A fault was asked for.');
    const deployed = await type.ensure(input);
    if (recorded?.ref !== deployed.ref) await record.created(id, deployed.ref);
    kept.add(id);
    return { type: row.type, properties: row.properties, deployed };
  } catch (cause) {
    throw new Error(`${nameOf({ stack, logicalId, type: resource.Type })}: ${(cause as Error).message}`, { cause });
  }
}

/** A resource, as it is told to people. */
export function nameOf({ stack, logicalId, type }: Pick<RecordedResource, 'stack' | 'logicalId' | 'type'>): string {
  return `${stack}: ${logicalId} (${type})`;
}

function isSame(old: RecordedResource, now: Omit<RecordedResource, 'id' | 'ref'>): boolean {
  return (
    old.logicalId === now.logicalId &&
    old.stack === now.stack &&
    old.type === now.type &&
    old.retained === now.retained &&
    old.properties === now.properties
  );
}

function isRetained({ DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' }: TemplateResource): boolean {
  return DeletionPolicy.startsWith('Retain') || UpdateReplacePolicy.startsWith('Retain');
}

function resolveOutputs(scope: StackScope, { exports, outputs }: Landscape): void {
  const values: Record<string, unknown> = {};
  for (const [name, output] of Object.entries(scope.stack.template.Outputs ?? {})) {
    if (output.Condition !== undefined && !scope.condition(output.Condition)) continue;
    named(`${scope.stack.name}: output ${name}`, () => {
      values[name] = evaluate(output.Value, scope);
      if (output.Export) exports.set(String(evaluate(output.Export.Name, scope)), values[name]);
    });
  }
  outputs.set(scope.stack.name, values);
}

function named<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new Error(`${where}: ${(cause as Error).message}`, { cause });
  }
}
