import { BatchGetTracesCommand, type XRayClient } from '@aws-sdk/client-xray';
import type { Segment } from './tree.ts';

/** X-Ray gives no more traces at once. */
const MOST_TRACES = 5;

/** A trace as X-Ray has it. */
export interface Traced {
  readonly id: string;
  readonly segments: readonly Segment[];
}

/** The traces that X-Ray has of these ids, in their order. Throws what X-Ray refuses with. */
export async function tracesOf(client: XRayClient, ids: readonly string[]): Promise<Traced[]> {
  const found: Traced[] = [];
  for (let from = 0; from < ids.length; from += MOST_TRACES) {
    let NextToken: string | undefined;
    do {
      const TraceIds = ids.slice(from, from + MOST_TRACES);
      const page = await client.send(new BatchGetTracesCommand({ TraceIds, ...(NextToken && { NextToken }) }));
      for (const { Id = '', Segments = [] } of page.Traces ?? [])
        found.push({ id: Id, segments: Segments.map(({ Document = '{}' }) => JSON.parse(Document) as Segment) });
      NextToken = page.NextToken;
    } while (NextToken);
  }
  return found.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
