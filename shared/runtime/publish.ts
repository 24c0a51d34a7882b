import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Recorded } from '#shared/model/envelope.ts';
import { eventBridge } from './clients/eventBridge.ts';
import { variable } from './environment.ts';
import { logger } from './telemetry.ts';
import { xrayHeader } from './tracing/context.ts';

/** Limits of PutEvents: entries in a call, and bytes of all entries together (EventBridge quotas). */
const MOST_ENTRIES = 10;
const MOST_BYTES = 1_048_576;
const ATTEMPTS = 3;

/**
 * Publishes events in their order and gives how many, counted from the first, are on the bus for certain.
 * Only entries that failed are sent again; what comes behind one that fails for good is not sent.
 */
export async function publish(events: readonly Recorded[]): Promise<number> {
  let published = 0;
  for (const batch of batches(events.map(entryOf))) {
    if (!(await putAll(batch))) return published;
    published += batch.length;
  }
  return published;
}

async function putAll(batch: readonly PutEventsRequestEntry[]): Promise<boolean> {
  let left = batch;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { Entries = [] } = await eventBridge().send(new PutEventsCommand({ Entries: [...left] }));
    const failed = Entries.filter(({ ErrorCode }) => ErrorCode);
    left = left.filter((_, at) => Entries[at]?.ErrorCode);
    if (left.length === 0) return true;
    logger.warn(`${failed.length} of ${Entries.length} events were not taken`, { error: failed[0]?.ErrorMessage });
  }
  return false;
}

function entryOf({ type, data, metadata }: Recorded): PutEventsRequestEntry {
  return {
    EventBusName: variable('BUS_NAME'),
    Source: `alpes.${metadata.context}`,
    DetailType: type,
    Time: new Date(metadata.occurredAt),
    Detail: JSON.stringify({ metadata, data }),
    ...(metadata.traceparent && { TraceHeader: xrayHeader(metadata.traceparent) }),
  };
}

function* batches(entries: readonly PutEventsRequestEntry[]): Generator<PutEventsRequestEntry[]> {
  let batch: PutEventsRequestEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = sizeOf(entry);
    if (batch.length === MOST_ENTRIES || (batch.length > 0 && bytes + size > MOST_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** As EventBridge counts: 14 bytes for the time, and the UTF-8 length of source, detail type and detail. */
function sizeOf({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): number {
  return 14 + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);
}
