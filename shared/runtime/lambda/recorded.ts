import type { EventBridgeEvent, SQSRecord } from 'aws-lambda';
import type { Metadata, Recorded } from '#shared/model/envelope.ts';

type BusEvent = EventBridgeEvent<string, { metadata: Metadata; data: any }>;

/** The event that a rule has put into a queue. Throws when the message is none of ours. */
export function recordedIn(record: SQSRecord): Recorded {
  const { 'detail-type': type, detail } = JSON.parse(record.body) as BusEvent;
  if (!detail?.metadata?.stream) throw new Error(`The message ${record.messageId} is not an event of this system.`);
  return { type, data: detail.data, metadata: detail.metadata };
}

/** A message with the event it carries. */
export interface Received {
  readonly record: SQSRecord;
  readonly event: Recorded;
}

/** The messages whose events could be read, by a key of the event; the others are failed. */
export function grouped(
  records: readonly SQSRecord[],
  keyOf: (event: Recorded) => string,
  failed: (record: SQSRecord, error: unknown) => void,
): Map<string, Received[]> {
  const groups = new Map<string, Received[]>();
  for (const record of records) {
    try {
      const event = recordedIn(record);
      const key = keyOf(event);
      groups.set(key, [...(groups.get(key) ?? []), { record, event }]);
    } catch (error) {
      failed(record, error);
    }
  }
  return groups;
}

/** The `traceparent` of what caused each event. */
export function causesOf(received: readonly Received[]): (string | undefined)[] {
  return received.map(({ event }) => event.metadata.traceparent);
}
