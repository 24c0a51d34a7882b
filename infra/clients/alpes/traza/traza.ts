import { XRayClient } from '@aws-sdk/client-xray';
import { contextOf, xrayTraceId } from '#shared/runtime/tracing/context.ts';
import { tracesOf } from '#shared/runtime/tracing/traces.ts';
import { treeOf } from '#shared/runtime/tracing/tree.ts';
import { connect } from '../connection.ts';
import { Failure } from '../failures.ts';
import type { TrazaOptions } from '../options.ts';
import { note, show } from '../output.ts';
import { commitsFor } from '../streams.ts';
import { rendered } from './render.ts';

/** The latest traces of a long stream; the others are told by their number. */
const MOST_SHOWN = 20;

/** Shows the traces of a stream, or of every stream with that id: an order has one, and those of what people did to it later. */
export async function traza(word: string, options: TrazaOptions): Promise<void> {
  const { names } = connect(options);
  process.env.EVENT_LOG_TABLE = names.eventLog;
  const contexts = (await commitsFor(word)).flatMap(({ metadata }) => contextOf(metadata.traceparent) ?? []);
  const all = [...new Set(contexts.filter(({ sampled }) => sampled).map(xrayTraceId))];
  if (all.length === 0) throw new Failure(`los eventos de ${word} no llevan ninguna traza que X-Ray guarde`);
  const ids = all.slice(-MOST_SHOWN);
  if (ids.length < all.length) note(`Se muestran las últimas ${ids.length} trazas de ${all.length}.`);
  const client = new XRayClient({});
  const found = await tracesOf(client, ids).finally(() => client.destroy());
  if (found.length === 0) throw new Failure(`X-Ray no tiene, o no tiene aún, la traza ${ids.join(', ')}`);
  show(options, { trazas: found.map(({ id, segments }) => ({ traza: id, tramos: segments })) }, () =>
    found.map(({ id, segments }) => rendered(id, treeOf(segments), options)).join('\n\n'),
  );
}
