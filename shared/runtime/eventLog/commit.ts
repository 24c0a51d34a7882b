import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { Metadata, Recorded } from '#shared/model/envelope.ts';

/** An event inside a commit; what all events of the commit share is kept once, beside them. */
export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly context: string;
  readonly data: unknown;
}

/** What the events of a commit share. */
export interface CommitMetadata {
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: string;
  readonly traceparent?: string;
}

/** A folded state that a commit carries, so that a reader need not go further back. */
export interface StoredSnapshot {
  readonly revision: number;
  readonly state: unknown;
  readonly recent: readonly RecentCommand[];
}

/** A command that a stream remembers, to answer its repetition. */
export interface RecentCommand {
  readonly commandId: string;
  /** Digest of its input: the same id with another input is a mistake of the caller. */
  readonly digest: string;
  /** The stream's version after it. */
  readonly version: number;
  /** When it was carried out (ISO 8601): it is remembered for a time. */
  readonly at: string;
}

/** One item of the event log: the events that one command produced, together or not at all. */
export interface Commit {
  readonly stream: string;
  /** The version of its first event. */
  readonly version: number;
  readonly occurredAt: string;
  readonly commandId: string;
  /** Of the command's input. Absent when the stream need not remember the command: it is not its main stream, or its id never comes again. */
  readonly digest?: string;
  readonly metadata: CommitMetadata;
  readonly events: readonly StoredEvent[];
  readonly snapshot?: StoredSnapshot;
}

/**
 * The attribute that an item has which was brought back from a copy of the log, with the time of that (ISO 8601): what is in it
 * was published when it happened, and is not published again.
 */
export const RESTORED = 'restored';

/** A commit as DynamoDB keeps it. Events are one JSON text: marshalling them attribute by attribute costs more than the write. */
export function toItem(commit: Commit): Record<string, AttributeValue> {
  return {
    stream: { S: commit.stream },
    version: { N: String(commit.version) },
    occurredAt: { S: commit.occurredAt },
    commandId: { S: commit.commandId },
    ...(commit.digest !== undefined && { digest: { S: commit.digest } }),
    metadata: { S: JSON.stringify(commit.metadata) },
    events: { S: JSON.stringify(commit.events) },
    ...(commit.snapshot && { snapshot: { S: JSON.stringify(commit.snapshot) } }),
  };
}

/** The commit in an item of the event log, or in an image of its stream. */
export function fromItem(item: Record<string, { S?: string; N?: string }>): Commit {
  const text = (name: string) => item[name]?.S ?? '';
  const digest = item.digest?.S;
  const snapshot = item.snapshot?.S;
  return {
    stream: text('stream'),
    version: Number(item.version?.N),
    occurredAt: text('occurredAt'),
    commandId: text('commandId'),
    ...(digest !== undefined && { digest }),
    metadata: JSON.parse(text('metadata')),
    events: JSON.parse(text('events')),
    ...(snapshot && { snapshot: JSON.parse(snapshot) }),
  };
}

/** The version of a commit's last event. */
export function lastVersionOf(commit: Commit): number {
  return commit.version + commit.events.length - 1;
}

/** The events of a commit, each with its whole metadata. */
export function recordedOf(commit: Commit): Recorded[] {
  return commit.events.map((event, position) => {
    const metadata: Metadata = {
      id: event.id,
      stream: commit.stream,
      version: commit.version + position,
      schemaVersion: event.schemaVersion,
      context: event.context,
      occurredAt: commit.occurredAt,
      commandId: commit.commandId,
      ...commit.metadata,
      ...(position > 0 && { before: { from: commit.version, types: typesOf(commit.events.slice(0, position)) } }),
    };
    return { type: event.type, data: event.data, metadata };
  });
}

function typesOf(events: readonly StoredEvent[]): string[] {
  return [...new Set(events.map(({ type }) => type))];
}

/** The revision of an aggregate's fold, as its snapshots carry it. */
export function revisionOf(aggregate: AnyAggregate): number {
  return aggregate.snapshots?.revision ?? 0;
}
