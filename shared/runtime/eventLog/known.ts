import type { AnyAggregate } from '#shared/model/aggregate.ts';
import { type Fact, upcast } from '#shared/model/event.ts';
import { type Commit, lastVersionOf, type RecentCommand, revisionOf } from './commit.ts';

/**
 * How long a stream remembers a command, by the times of its commits: longer than a message may wait in its queue
 * (14 days) and then among the dead letters (14 days) before it is sent again.
 */
const REMEMBERED_MS = 30 * 24 * 3_600_000;

/** What is known of a stream: its state at a version, and the commands that led there. */
export interface Known<S = any> {
  readonly state: S;
  /** 0 when the stream does not exist. */
  readonly version: number;
  /** From the oldest to the newest. */
  readonly recent: readonly RecentCommand[];
  /** Of its last commit: the trace that it belongs to. */
  readonly traceparent?: string | undefined;
}

/** What is known of a stream that does not exist. */
export function nothing<S>(aggregate: { readonly initial: S }): Known<S> {
  return { state: aggregate.initial, version: 0, recent: [] };
}

/** What is known after one more commit. A commit that is already known changes nothing. */
export function apply(aggregate: AnyAggregate, known: Known, commit: Commit): Known {
  if (commit.version <= known.version) return known;
  if (commit.version !== known.version + 1) {
    throw new Error(`${commit.stream}: commit ${commit.version} does not follow version ${known.version}.`);
  }
  const state = factsOf(aggregate, commit).reduce(
    (before, fact) => aggregate.evolve(before, fact, commit.occurredAt),
    known.state,
  );
  return after(commit, state, remember(known.recent, commit));
}

/** The facts of a commit that an aggregate folds, as their schemas are by now. */
export function factsOf({ folds }: AnyAggregate, { events }: Commit): Fact[] {
  return events.flatMap(({ type, schemaVersion, data }) => {
    const declared = folds[type]?.event;
    return declared ? [declared(upcast(declared, schemaVersion, data))] : [];
  });
}

/** What a commit alone says: by its snapshot, when that belongs to the present fold, or because its facts tell all. */
export function fromCommit(aggregate: AnyAggregate, commit: Commit): Known | undefined {
  if (aggregate.tellsAll) return apply(aggregate, { ...nothing(aggregate), version: commit.version - 1 }, commit);
  const { snapshot } = commit;
  if (!snapshot || !aggregate.snapshots || snapshot.revision !== revisionOf(aggregate)) return undefined;
  return after(commit, snapshot.state, snapshot.recent);
}

/** The earlier run of a command, if the stream remembers it. */
export function earlierRun(known: Known, commandId: string): RecentCommand | undefined {
  return known.recent.find((command) => command.commandId === commandId);
}

function after(commit: Commit, state: unknown, recent: readonly RecentCommand[]): Known {
  return { state, version: lastVersionOf(commit), recent, traceparent: commit.metadata.traceparent };
}

function remember(recent: readonly RecentCommand[], commit: Commit): readonly RecentCommand[] {
  const { commandId, digest, occurredAt } = commit;
  const kept = withoutOld(recent, occurredAt);
  return digest === undefined ? kept : [...kept, { commandId, digest, version: lastVersionOf(commit), at: occurredAt }];
}

function withoutOld(recent: readonly RecentCommand[], now: string): readonly RecentCommand[] {
  const since = new Date(Date.parse(now) - REMEMBERED_MS).toISOString();
  return recent.filter(({ at }) => at >= since);
}
