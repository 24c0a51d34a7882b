/** A function and what its role lets it do. */
export interface Allowed {
  readonly name: string;
  readonly actions: readonly string[];
}

/** What services do for a function, which calls nothing of them: its logs, keys of encrypted resources, roles handed on. */
const ON_BEHALF = /^(?:logs|kms):|^iam:passrole$/;

/** So many names stand in a line. */
const NAMED = 5;

/**
 * What functions may do of services that are not there: calls of them will fail, and nothing of the template says so. A line
 * for each service. @param present the services that answer.
 */
export function absentServices(functions: readonly Allowed[], present: ReadonlySet<string>): string[] {
  const absent = new Map<string, { readonly actions: Set<string>; readonly functions: Set<string> }>();
  for (const { name, actions } of functions) {
    for (const action of actions) {
      const [service = ''] = action.toLowerCase().split(':');
      if (action === '*' || ON_BEHALF.test(action.toLowerCase()) || present.has(service)) continue;
      const found = absent.get(service) ?? { actions: new Set(), functions: new Set() };
      absent.set(service, found);
      found.actions.add(action);
      found.functions.add(name);
    }
  }
  return [...absent].map(
    ([service, { actions, functions: callers }]) =>
      `The grid has no service "${service}": what ${listed(callers)} may do there will fail (${listed(actions)}).`,
  );
}

function listed(names: ReadonlySet<string>): string {
  const some = [...names].slice(0, NAMED).join(', ');
  return names.size > NAMED ? `${some} and ${names.size - NAMED} more` : some;
}
