import { v7 as uuidv7 } from 'uuid';
import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { Fact } from '#shared/model/event.ts';
import { encryptPersonal } from '../personalData/events.ts';
import { type Commit, revisionOf, type StoredEvent } from './commit.ts';
import { apply, type Known } from './known.ts';
import type { CommandRequest } from './request.ts';

/** Facts that are to follow a known state of a stream. */
export interface Following {
  readonly aggregate: AnyAggregate;
  readonly stream: string;
  readonly known: Known;
  readonly facts: readonly Fact[];
  /** Of the command's input, where the stream is to remember the command. */
  readonly digest: string | undefined;
}

/** The commit of facts: personal fields encrypted, with a snapshot when one is due. */
export async function prepare(
  { aggregate, stream, known, facts, digest }: Following,
  request: CommandRequest,
  now: string,
): Promise<Commit> {
  const events = await Promise.all(facts.map((fact) => store(aggregate, fact, known)));
  const commit: Commit = {
    stream,
    version: known.version + 1,
    occurredAt: now,
    commandId: request.commandId,
    ...(digest !== undefined && { digest }),
    metadata: {
      correlationId: request.correlationId,
      causationId: request.causationId,
      actor: request.actor.subject,
      ...(request.traceparent && { traceparent: request.traceparent }),
    },
    events,
  };
  if (!snapshotDue(aggregate, known.version, commit)) return commit;
  const { state, recent } = apply(aggregate, known, commit);
  return { ...commit, snapshot: { revision: revisionOf(aggregate), state, recent } };
}

async function store(aggregate: AnyAggregate, fact: Fact, { version }: Known): Promise<StoredEvent> {
  const type = aggregate.folds[fact.type]?.event;
  if (!type)
    throw new Error(`The aggregate ${aggregate.name} does not fold ${fact.type}: add .on(${fact.type}, …) to it.`);
  return {
    id: uuidv7(),
    type: type.type,
    schemaVersion: fact.version,
    context: type.context,
    data: await encryptPersonal(type, fact.data, version === 0 ? 'begins' : 'goesOn'),
  };
}

function snapshotDue({ snapshots }: AnyAggregate, before: number, { version, events }: Commit): boolean {
  if (!snapshots) return false;
  const after = version + events.length - 1;
  return Math.floor(after / snapshots.every) > Math.floor(before / snapshots.every);
}
