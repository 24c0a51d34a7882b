import type { AnyAggregate } from '#shared/model/aggregate.ts';
import { upcast } from '#shared/model/event.ts';
import { type Commit, lastVersionOf, type RecentCommand, revisionOf } from './commit.ts';

/** How many commands a stream remembers. A repetition later than that is decided anew, on the state it finds. */
const REMEMBERED = 50;

/** What is known of a stream: its state at a version, and the commands that led there. */
export interface Known<S = any> {
  readonly state: S;
  /** 0 when the stream does not exist. */
  readonly version: number;
  readonly recent: readonly RecentCommand[];
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
  let state = known.state;
  for (const { type, schemaVersion, data } of commit.events) {
    const declared = aggregate.folds[type]?.event;
    if (!declared) continue;
    state = aggregate.evolve(state, declared(upcast(declared, schemaVersion, data)), commit.occurredAt);
  }
  return { state, version: lastVersionOf(commit), recent: remember(known.recent, commit) };
}

/** What a commit's snapshot says, when it belongs to the present fold. */
export function fromSnapshot(aggregate: AnyAggregate, commit: Commit): Known | undefined {
  const { snapshot } = commit;
  if (!snapshot || !aggregate.snapshots || snapshot.revision !== revisionOf(aggregate)) return undefined;
  return { state: snapshot.state, version: lastVersionOf(commit), recent: snapshot.recent };
}

/** The earlier run of a command, if the stream remembers it. */
export function earlierRun(known: Known, commandId: string): RecentCommand | undefined {
  return known.recent.find((command) => command.commandId === commandId);
}

function remember(recent: readonly RecentCommand[], commit: Commit): readonly RecentCommand[] {
  const entry = { commandId: commit.commandId, digest: commit.digest, version: lastVersionOf(commit) };
  return [...recent, entry].slice(-REMEMBERED);
}
