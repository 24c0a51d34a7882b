import { BatchGetTracesCommand, type Trace, XRayClient } from '@aws-sdk/client-xray';
import { EVENT_LOG } from '#infra/cdk/names.ts';
import { contextOf, xrayTraceId } from '#shared/runtime/tracing/context.ts';
import { connect } from '../connection.ts';
import { Failure } from '../failures.ts';
import type { TrazaOptions } from '../options.ts';
import { note, show } from '../output.ts';
import { commitsFor } from '../streams.ts';
import { rendered } from './render.ts';
import { type Segment, treeOf } from './tree.ts';

/** X-Ray gives no more traces at once. */
const MOST_TRACES = 5;
/** The latest traces of a long stream; the others are told by their number. */
const MOST_SHOWN = 20;

/** Shows the traces of a stream, or of every stream with that id: an order has one, and those of what people did to it later. */
export async function traza(word: string, options: TrazaOptions): Promise<void> {
  connect(options);
  process.env.EVENT_LOG_TABLE = EVENT_LOG;
  const contexts = (await commitsFor(word)).flatMap(({ metadata }) => contextOf(metadata.traceparent) ?? []);
  const all = [...new Set(contexts.filter(({ sampled }) => sampled).map(xrayTraceId))];
  if (all.length === 0) throw new Failure(`los eventos de ${word} no llevan ninguna traza que X-Ray guarde`);
  const ids = all.slice(-MOST_SHOWN);
  if (ids.length < all.length) note(`Se muestran las últimas ${ids.length} trazas de ${all.length}.`);
  const traces = await fetchTraces(ids);
  if (traces.length === 0) throw new Failure(`X-Ray no tiene, o no tiene aún, la traza ${ids.join(', ')}`);
  const found = traces.map(({ Id = '', Segments = [] }) => ({
    id: Id,
    segments: Segments.map(({ Document = '{}' }) => JSON.parse(Document) as Segment),
  }));
  show(options, { trazas: found.map(({ id, segments }) => ({ traza: id, tramos: segments })) }, () =>
    found.map(({ id, segments }) => rendered(id, treeOf(segments), options)).join('\n\n'),
  );
}

/** The traces that X-Ray has of these, in their order. */
async function fetchTraces(ids: readonly string[]): Promise<Trace[]> {
  const client = new XRayClient({});
  const found: Trace[] = [];
  for (let from = 0; from < ids.length; from += MOST_TRACES) {
    let NextToken: string | undefined;
    do {
      const TraceIds = ids.slice(from, from + MOST_TRACES);
      const page = await client.send(new BatchGetTracesCommand({ TraceIds, ...(NextToken && { NextToken }) }));
      found.push(...(page.Traces ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
  }
  client.destroy();
  return found.toSorted((a, b) => ids.indexOf(a.Id ?? '') - ids.indexOf(b.Id ?? ''));
}
