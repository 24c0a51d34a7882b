import type { Deployed, ResourceType } from '../service.ts';
import { activeResources } from './check.ts';
import { evaluate } from './intrinsics.ts';
import { defaultName } from './names.ts';
import { dependencyGraph } from './order.ts';
import type { DeploymentRecord, RecordedResource } from './record.ts';
import type { Landscape, StackScope } from './scope.ts';
import type { TemplateResource } from './template.ts';

/** What the deployment of a stack reads, and leaves behind. */
export interface StackDeployment {
  readonly types: ReadonlyMap<string, ResourceType>;
  readonly record: DeploymentRecord;
  /** What was deployed before this start. */
  readonly before: readonly RecordedResource[];
  /** Ids of the rows of `before` that still hold. */
  readonly kept: Set<number>;
  readonly landscape: Landscape;
}

/**
 * Deploys the resources of a stack, each as soon as what it depends on is there, then resolves its outputs.
 * Waits for all that was begun before it throws, so that nothing goes on behind a failed start.
 */
export async function deployStack(scope: StackScope, deployment: StackDeployment): Promise<void> {
  const { name } = scope.stack;
  const resources = new Map(activeResources(scope));
  const graph = named(name, () => dependencyGraph(resources));
  const running = new Map<string, Promise<void>>();

  const start = (logicalId: string): Promise<void> => {
    const begun = running.get(logicalId);
    if (begun) return begun;
    const dependencies = (graph.get(logicalId) ?? []).map(start);
    const work = Promise.all(dependencies).then(async () => {
      const resource = resources.get(logicalId) as TemplateResource;
      scope.deployed.set(logicalId, await deployResource(scope, { logicalId, resource }, deployment));
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

async function deployResource(
  scope: StackScope,
  { logicalId, resource }: { logicalId: string; resource: TemplateResource },
  { types, record, before, kept }: StackDeployment,
): Promise<Deployed> {
  const stack = scope.stack.name;
  const type = types.get(resource.Type) as ResourceType;
  try {
    const properties = (evaluate(resource.Properties ?? {}, scope) ?? {}) as Record<string, unknown>;
    const row = {
      stack,
      logicalId,
      type: resource.Type,
      properties: JSON.stringify(properties),
      retained: isRetained(resource),
    };
    const known = before.findLast((old) => isSame(old, row));
    const id = known?.id ?? (await record.begin(row));
    const input = { stack, logicalId, type: resource.Type, properties, defaultName: defaultName(stack, logicalId) };
    const deployed = await type.ensure(input);
    if (known?.ref !== deployed.ref) await record.created(id, deployed.ref);
    kept.add(id);
    return deployed;
  } catch (cause) {
    throw new Error(`${stack}: ${logicalId} (${resource.Type}): ${(cause as Error).message}`, { cause });
  }
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
