import { BatchGetTracesCommand, type XRayClient } from '@aws-sdk/client-xray';
import type { Names } from '#infra/cdk/names.ts';
import type { LoggedEvent } from './log.ts';

/** So many orders are looked up: their traces are large, and what breaks one breaks them all. */
const LOOKED_UP = 20;
/** X-Ray gives no more traces at once. */
const MOST_TRACES = 5;
/** The aggregate whose stream, of each order, stays in the trace that began it: people write into the others. */
const OWN = 'cumplimiento';

/** What is wrong with the traces of some orders: that an order has several, or that X-Ray does not have it. */
export async function checkTraces(
  xray: XRayClient,
  names: Names,
  log: ReadonlyMap<string, readonly LoggedEvent[]>,
  ids: readonly string[],
): Promise<string[]> {
  const violations: string[] = [];
  const expected = new Map<string, string>();
  for (const id of ids.slice(0, LOOKED_UP)) {
    const [created] = log.get(`orden#${id}`) ?? [];
    if (!created) continue;
    const trace = traceOf(created);
    const stream = `${OWN}#${id}`;
    if ((log.get(stream) ?? []).some((event) => traceOf(event) !== trace))
      violations.push(`traza de ${stream}: no es la de su orden`);
    if (created.traceparent.endsWith('-01')) expected.set(trace, id);
  }
  const seen = await functionsSeen(xray, [...expected.keys()]);
  for (const [trace, id] of expected) {
    if (!seen.get(trace)?.has(names.of(OWN)))
      violations.push(`traza de la orden ${id}: X-Ray no sabe de su cumplimiento`);
  }
  return violations;
}

/** The names of the segments of each trace that X-Ray has. */
async function functionsSeen(xray: XRayClient, traces: readonly string[]): Promise<Map<string, Set<string>>> {
  const seen = new Map<string, Set<string>>();
  for (let from = 0; from < traces.length; from += MOST_TRACES) {
    let NextToken: string | undefined;
    do {
      const TraceIds = traces.slice(from, from + MOST_TRACES);
      const page = await xray.send(new BatchGetTracesCommand({ TraceIds, ...(NextToken && { NextToken }) }));
      for (const { Id = '', Segments = [] } of page.Traces ?? []) {
        const names = Segments.map(({ Document = '{}' }) => String(JSON.parse(Document).name));
        seen.set(Id, new Set([...(seen.get(Id) ?? []), ...names]));
      }
      NextToken = page.NextToken;
    } while (NextToken);
  }
  return seen;
}

/** As X-Ray names it. */
function traceOf({ traceparent }: LoggedEvent): string {
  return `1-${traceparent.slice(3, 11)}-${traceparent.slice(11, 35)}`;
}
