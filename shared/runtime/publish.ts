import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Recorded } from '#shared/model/envelope.ts';
import { attempts } from './attempts.ts';
import { eventBridge } from './clients/eventBridge.ts';
import { variable } from './environment.ts';
import { logger } from './telemetry.ts';
import { xrayHeader } from './tracing/context.ts';

/** Limits of PutEvents: entries in a call, and bytes of all entries together (EventBridge quotas). */
const MOST_ENTRIES = 10;
const MOST_BYTES = 1_048_576;
/** What an entry is told when nothing is wrong with it: it may be taken later. All else is its own fault. */
const OUTAGE = /^(Throttling|Internal|ServiceUnavailable|AccessDenied|ResourceNotFound)/;

/** What stands before the context in the source of an event. */
export const RECORDED = 'alpes';

/** The same of events that are told and kept nowhere: the archive, which keeps all `alpes.` for ever, leaves these out. */
export const FLEETING = 'alpes-al-paso';

/** An event that is not on the bus. */
export interface NotTaken<E = Recorded> {
  readonly event: E;
  readonly error: unknown;
  /** It would be refused again, however often. What is not for good may be on the bus: its call got no answer. */
  readonly forGood: boolean;
}

/**
 * Publishes events, and gives those that the bus did not take. What is throttled is tried again by the policy of
 * `attempts`; nothing waits for what fails. There is no order to rely on: EventBridge keeps none, and consumers go by the
 * version of each stream.
 */
export async function publish(events: readonly Recorded[], origin: string = RECORDED): Promise<NotTaken[]> {
  const bus = variable('BUS_NAME');
  const notTaken: NotTaken[] = [];
  const entries: Entry<Recorded>[] = [];
  for (const event of events) {
    try {
      entries.push(entryOf(event, { bus, origin }));
    } catch (error) {
      notTaken.push({ event, error, forGood: true });
    }
  }
  for (const batch of batches(entries)) notTaken.push(...(await putAll(batch)));
  return notTaken;
}

/** An event, or what else is published, with what PutEvents is told of it. */
export interface Entry<E> {
  readonly event: E;
  readonly put: PutEventsRequestEntry;
}

/** Publishes entries that go into one call, as `publish` does, and gives those that the bus did not take. */
export async function putAll<E>(batch: readonly Entry<E>[]): Promise<NotTaken<E>[]> {
  const lost: NotTaken<E>[] = [];
  let left: NotTaken<E>[] = [];
  let entries = batch;
  for await (const _ of attempts()) {
    const notTaken = await put(entries);
    lost.push(...notTaken.filter(({ forGood }) => forGood));
    left = notTaken.filter(({ forGood }) => !forGood);
    if (left.length === 0) break;
    const again = new Set(left.map(({ event }) => event));
    entries = entries.filter(({ event }) => again.has(event));
  }
  if (left.length > 0) logger.warn(`${left.length} events were not taken`, left[0]?.error as Error);
  return [...lost, ...left];
}

/** Puts entries, in one call; one by one when the call itself is refused for what is in it. */
async function put<E>(entries: readonly Entry<E>[]): Promise<NotTaken<E>[]> {
  try {
    const { Entries = [] } = await eventBridge().send(new PutEventsCommand({ Entries: entries.map(({ put }) => put) }));
    return entries.flatMap(({ event }, at) => {
      const { ErrorCode, ErrorMessage } = Entries[at] ?? {};
      if (!ErrorCode) return [];
      return [{ event, error: new Error(`${ErrorCode}: ${ErrorMessage}`), forGood: !OUTAGE.test(ErrorCode) }];
    });
  } catch (error) {
    const forGood = error instanceof Error && error.name === 'ValidationException';
    if (forGood && entries.length > 1) return (await Promise.all(entries.map((entry) => put([entry])))).flat();
    return entries.map(({ event }) => ({ event, error, forGood }));
  }
}

/** Throws for an event that was never recorded as it should. */
function entryOf(event: Recorded, { bus, origin }: { readonly bus: string; readonly origin: string }): Entry<Recorded> {
  const { type, data, metadata } = event;
  const Time = new Date(metadata.occurredAt);
  if (Number.isNaN(Time.getTime())) throw new Error('The event does not say when it occurred.');
  const put = {
    EventBusName: bus,
    Source: `${origin}.${metadata.context}`,
    DetailType: type,
    Time,
    Detail: JSON.stringify({ metadata, data }),
    ...(metadata.traceparent && { TraceHeader: xrayHeader(metadata.traceparent) }),
  };
  return { event, put };
}

/**
 * Entries by calls.
 * @param key of what entries of one call may have none in common, where their order matters: a call may take a later entry and not an earlier one.
 */
export function* batches<E>(entries: readonly Entry<E>[], key?: (event: E) => string): Generator<Entry<E>[]> {
  let batch: Entry<E>[] = [];
  let bytes = 0;
  const keys = new Set<string>();
  for (const entry of entries) {
    const size = sizeOf(entry.put);
    const own = key?.(entry.event);
    const full = batch.length === MOST_ENTRIES || (batch.length > 0 && bytes + size > MOST_BYTES);
    if (full || (own !== undefined && keys.has(own))) {
      yield batch;
      batch = [];
      bytes = 0;
      keys.clear();
    }
    batch.push(entry);
    bytes += size;
    if (own !== undefined) keys.add(own);
  }
  if (batch.length > 0) yield batch;
}

/** As EventBridge counts: 14 bytes for the time, and the UTF-8 length of source, detail type and detail. */
function sizeOf({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): number {
  return 14 + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);
}
