import { dependenciesOf } from './references.ts';
import type { TemplateResource } from './template.ts';

/**
 * What each resource waits for, among `resources`.
 * @throws when they wait for each other in a circle, which would never end.
 */
export function dependencyGraph(resources: ReadonlyMap<string, TemplateResource>): Map<string, readonly string[]> {
  const graph = new Map<string, readonly string[]>();
  for (const [logicalId, resource] of resources) {
    graph.set(
      logicalId,
      [...dependenciesOf(resource)].filter((name) => resources.has(name)),
    );
  }
  const finished = new Set<string>();
  const visit = (logicalId: string, path: readonly string[]): void => {
    if (finished.has(logicalId)) return;
    if (path.includes(logicalId)) {
      const circle = [...path.slice(path.indexOf(logicalId)), logicalId].join(' → ');
      throw new Error(`resources depend on each other in a circle: ${circle}`);
    }
    for (const dependency of graph.get(logicalId) ?? []) visit(dependency, [...path, logicalId]);
    finished.add(logicalId);
  };
  for (const logicalId of graph.keys()) visit(logicalId, []);
  return graph;
}
