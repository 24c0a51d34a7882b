import { contextos } from '#functions/contextos.ts';
import { LOCAL } from '#infra/cdk/names.ts';
import type { Reading } from '#infra/grid/meter/meter.ts';

/** What whoever looks asks is not part of a life. */
export const QUERIES: ReadonlySet<string> = new Set(
  contextos.flatMap(({ queries }) => Object.keys(queries).map((name) => LOCAL.of(name))),
);

/** What a grid has counted so far. */
export async function readingOf(endpoint: string): Promise<Reading> {
  return (await (await fetch(`${endpoint}/_alpes/meter`)).json()) as Reading;
}

/** What was counted between two readings, without what queries called and ran. */
export function since(before: Reading, after: Reading): Reading {
  const calls = after.calls.map((now) => {
    const then = before.calls.find(
      ({ service, action, caller }) => service === now.service && action === now.action && caller === now.caller,
    );
    return { ...now, count: now.count - (then?.count ?? 0), failed: now.failed - (then?.failed ?? 0) };
  });
  const runs = after.runs.map((now) => {
    const then = before.runs.find((run) => run.function === now.function);
    return { ...now, count: now.count - (then?.count ?? 0), ms: now.ms - (then?.ms ?? 0) };
  });
  const amounts = after.amounts.map((now) => {
    const then = before.amounts.find(
      ({ service, what, resource }) => service === now.service && what === now.what && resource === now.resource,
    );
    return { ...now, amount: now.amount - (then?.amount ?? 0) };
  });
  return {
    calls: calls.filter(({ count, caller }) => count > 0 && !QUERIES.has(caller)),
    runs: runs.filter((run) => run.count > 0 && !QUERIES.has(run.function)),
    amounts: amounts.filter(({ amount }) => amount > 0),
  };
}
