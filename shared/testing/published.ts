import * as z from 'zod';
import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { ChangeType } from '#shared/model/change.ts';
import type { EventType } from '#shared/model/event.ts';
import type { RequestType } from '#shared/model/request.ts';

/** What was published once and is kept: schemas by event and version, of requests and of changes elsewhere, and of which source a fold's revision is. */
export interface Lock {
  readonly events: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly requests: Readonly<Record<string, unknown>>;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly folds: Readonly<Record<string, Fold>>;
}

interface Fold {
  readonly revision: number;
  /** Digest of the aggregate's source, without comments and spaces. */
  readonly source: string;
}

/** When a breach may be let through, and how. */
export const REWRITE =
  'Only where no log and no queue holds any of it yet, because nothing of it was ever deployed: npm run published -- --rewrite';

/** What there is now. */
export interface Language {
  readonly events: readonly EventType[];
  readonly requests: readonly RequestType[];
  readonly changes: readonly ChangeType[];
  readonly folds: readonly { readonly aggregate: AnyAggregate; readonly source: string }[];
}

/** The lock that the present language would have, had there been no earlier one. */
export function lockOf({ events, requests, changes, folds }: Language): Lock {
  const sorted = <T>(entries: [string, T][]) => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    events: sorted(
      events.map((event) => [
        event.type,
        Object.fromEntries([...event.older, event].map(({ schema }, at) => [at + 1, schemaOf(schema)])),
      ]),
    ),
    requests: sorted(requests.map((request) => [request.type, schemaOf(request.schema)])),
    changes: sorted(changes.map((change) => [change.type, schemaOf(change.schema)])),
    folds: sorted(
      folds.flatMap(({ aggregate: { name, snapshots }, source }) =>
        snapshots ? [[name, { revision: snapshots.revision, source }] as [string, Fold]] : [],
      ),
    ),
  };
}

/** What is wrong with the present language by what was published before; each text says what to do. */
export function breaches(old: Lock, now: Lock): readonly string[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const events = Object.entries(old.events).flatMap(([type, versions]) => {
    const present = now.events[type];
    if (!present)
      return [`${type} was published and is gone: bring events/<context>/${type}.ts back. Stored events are for ever.`];
    const newest = Object.keys(versions).length;
    const version = Object.keys(present).length;
    if (version < newest)
      return [`${type} is at version ${version}, but ${newest} was published: an "older" entry was taken away.`];
    const changed = Object.keys(versions).filter((at) => !same(versions[at], present[at]));
    return changed.map((at) =>
      Number(at) === version
        ? `The schema of ${type} changed but not its version: keep the old one as older({ schema, example, up }) in "older", then run: npm run published`
        : `The schema of ${type} in "older", of version ${at}, is not the one that was published: take it from the event's file as it was.`,
    );
  });
  const requests = Object.entries(old.requests).flatMap(([type, schema]) => {
    if (!(type in now.requests)) return [`The request ${type} was published and is gone: queues may still hold it.`];
    return same(schema, now.requests[type])
      ? []
      : [`The request ${type} changed: queues may still hold the old form. Declare a new request beside it.`];
  });
  const changes = Object.entries(old.changes).flatMap(([type, schema]) => {
    if (!(type in now.changes)) return [`The change ${type} was published and is gone: queues may still hold it.`];
    return same(schema, now.changes[type])
      ? []
      : [`The change ${type} has another form: queues and the archive hold the old one. Declare another beside it.`];
  });
  const folds = Object.entries(old.folds).flatMap(([name, { revision, source }]) => {
    const present = now.folds[name];
    return present && present.revision === revision && present.source !== source
      ? [
          `The fold of ${name} changed: raise "revision" in its aggregate(…), or old snapshots are taken for new ones. Then run: npm run published`,
        ]
      : [];
  });
  return [...events, ...requests, ...changes, ...folds];
}

/** The lock with what is new added to it. */
export function grown(old: Lock, now: Lock): Lock {
  const events = Object.fromEntries(
    Object.entries({ ...old.events, ...now.events })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type]) => [type, { ...old.events[type], ...now.events[type] }]),
  );
  return { ...now, events };
}

function schemaOf(schema: z.ZodType): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return JSON.parse(JSON.stringify(rest));
}
