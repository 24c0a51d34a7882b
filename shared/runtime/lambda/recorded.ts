import type { EventBridgeEvent, SQSRecord } from 'aws-lambda';
import type { Metadata, Recorded } from '#shared/model/envelope.ts';
import type { Cause } from '../tracing/traced.ts';
import { GivenUp } from './patience.ts';

type BusEvent = EventBridgeEvent<string, { metadata: Metadata; data: any }>;

/** A message with the event it carries. */
export interface Received<E = Recorded> {
  readonly record: SQSRecord;
  readonly event: E;
}

/** A message that is not an event of this system: it will not become one, however often it is tried. */
export class Unreadable extends GivenUp {
  override readonly name = 'Unreadable';
}

/** The event that a rule has put into a queue. Throws Unreadable when the message is none of ours. */
export function recordedIn({ body }: SQSRecord): Recorded {
  const { 'detail-type': type, detail } = parsed(body) ?? {};
  const { stream, id } = detail?.metadata ?? {};
  if (typeof type !== 'string' || typeof stream !== 'string' || typeof id !== 'string' || !isObject(detail?.data))
    throw new Unreadable('The message is not an event of this system.');
  return { type, data: detail.data, metadata: detail.metadata };
}

/** What each message is of a trace: the event that it carries. */
export function causesOf(received: readonly Received[]): Cause[] {
  return received.map(({ event }) => event.metadata);
}

/** The events of some messages. */
export function eventsOf(received: readonly Received[]): Recorded[] {
  return received.map(({ event }) => event);
}

function parsed(body: string): Partial<BusEvent> | undefined {
  try {
    return JSON.parse(body) ?? undefined;
  } catch {
    // What is wrong with the text would quote it.
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
