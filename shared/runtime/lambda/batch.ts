import type { SQSRecord } from 'aws-lambda';
import type { Recorded } from '#shared/model/envelope.ts';
import { traced } from '../tracing/traced.ts';
import { causesOf, type Received } from './recorded.ts';

/** The messages of a batch by the key of their group. */
export type Groups<E = Recorded> = ReadonlyMap<string, readonly Received<E>[]>;

/** Works on groups. `failed` fails one of them; when it throws, each group is worked on again, alone. */
export type Work<E = Recorded> = (groups: Groups<E>, failed: (key: string, error: unknown) => void) => Promise<unknown>;

/** How a function deals with a batch of messages. Working twice on a message must do no harm. */
export interface Batches<E = Recorded> {
  /** Messages of one key are worked on, and fail, together: those of a stream, of an instance of a saga, or each its own. */
  readonly by: (event: E, record: SQSRecord) => string;
  readonly work: Work<E>;
}

/** Groups by stream. */
export function byStream({ metadata }: Recorded): string {
  return metadata.stream;
}

/** Makes each message a group of its own. */
export function byMessage(_: Recorded, { messageId }: SQSRecord): string {
  return messageId;
}

/** Works on each group by itself, all at the same time, each as a part of its causes' traces. */
export function eachGroup(work: (received: readonly Received[], key: string) => Promise<unknown>): Work {
  return async (groups, failed) => {
    await Promise.all(
      [...groups].map(([key, received]) =>
        traced(causesOf(received), () => work(received, key)).catch((error) => failed(key, error)),
      ),
    );
  };
}

/** Works on each message by itself, one after the other. */
export function oneByOne(work: (received: Received) => Promise<unknown>): Batches {
  return {
    by: byMessage,
    work: async (groups, failed) => {
      for (const [key, received] of groups) {
        try {
          for (const one of received) await work(one);
        } catch (error) {
          failed(key, error);
        }
      }
    },
  };
}

/**
 * Works through a batch, and gives the messages that failed, with what went wrong.
 * @param read gives what a message carries. Throws Unreadable when that is nothing of ours.
 */
export async function workThrough<E>(
  records: readonly SQSRecord[],
  { by, work }: Batches<E>,
  read: (record: SQSRecord) => E,
): Promise<ReadonlyMap<SQSRecord, unknown>> {
  const failures = new Map<SQSRecord, unknown>();
  const groups = new Map<string, Received<E>[]>();
  for (const record of records) {
    try {
      const event = read(record);
      const key = by(event, record);
      groups.set(key, [...(groups.get(key) ?? []), { record, event }]);
    } catch (error) {
      failures.set(record, error);
    }
  }
  const failed = (key: string, error: unknown) => {
    for (const { record } of groups.get(key) ?? []) failures.set(record, error);
  };
  await isolated(groups, work, failed);
  return failures;
}

async function isolated<E>(groups: Groups<E>, work: Work<E>, failed: Parameters<Work>[1]): Promise<void> {
  const told = new Set<string>();
  const tell = (key: string, error: unknown) => {
    told.add(key);
    failed(key, error);
  };
  try {
    if (groups.size > 0) await work(groups, tell);
  } catch (error) {
    const left = [...groups].filter(([key]) => !told.has(key));
    if (groups.size === 1) for (const [key] of left) failed(key, error);
    else await Promise.all(left.map((group) => isolated(new Map([group]), work, failed)));
  }
}
