import type { MessageAttributes } from './digest.ts';
import type { Queue } from './registry.ts';

/** A message that was received. */
export interface Taken {
  readonly seq: number;
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** System attributes, as `ReceiveMessage` gives them. */
  readonly system: Record<string, string>;
}

/** Which receive of which message a handle stands for. */
export interface Receipt {
  readonly seq: number;
  readonly receives: number;
}

/** A row of the store. */
export type Row = Record<string, unknown>;

/** The receipt in a handle, or `undefined` when it is none of this queue. */
export function receiptFrom(queue: Queue, handle: string): Receipt | undefined {
  const [, id, seq, receives] = /^(\d+)\.(\d+)\.(\d+)$/.exec(Buffer.from(handle, 'base64').toString()) ?? [];
  return id === String(queue.id) ? { seq: Number(seq), receives: Number(receives) } : undefined;
}

/** Sequence numbers have twenty digits. */
export function sequenceNumber(sequence: number): string {
  return String(sequence).padStart(20, '0');
}

/** A message from its rows, as its receiver gets it. */
export function takenFrom(row: Row, queue: Queue): Taken {
  const seq = Number(row.seq);
  const system: Record<string, string> = {
    SenderId: 'AIDAGRID',
    SentTimestamp: String(row.sent_at),
    ApproximateReceiveCount: String(Number(row.receives) - Number(row.void)),
    ApproximateFirstReceiveTimestamp: String(row.first_at),
  };
  if (row.grp !== null) system.MessageGroupId = String(row.grp);
  if (row.dedup !== null) system.MessageDeduplicationId = String(row.dedup);
  if (queue.fifo) system.SequenceNumber = sequenceNumber(seq);
  if (row.source !== null) system.DeadLetterQueueSourceArn = String(row.source);
  const trace = fromJson(row.trace).AWSTraceHeader?.StringValue;
  if (trace !== undefined) system.AWSTraceHeader = trace;
  return {
    seq,
    messageId: String(row.message_id),
    receiptHandle: Buffer.from(`${queue.id}.${seq}.${row.receives}`).toString('base64'),
    body: String(row.body),
    attributes: fromJson(row.attributes),
    system,
  };
}

/** Attributes as a row keeps them. */
export function fromJson(text: unknown): MessageAttributes {
  return typeof text === 'string' ? JSON.parse(text) : {};
}
