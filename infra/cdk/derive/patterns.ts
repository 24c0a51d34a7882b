import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { AnyCommand } from '#shared/model/command.ts';
import type { AnyLive } from '#shared/model/live.ts';
import type { Notification } from '#shared/model/notification.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import type { AnyProjection, Tally } from '#shared/model/projection.ts';
import type { Saga } from '#shared/model/saga.ts';

/** The event on which views take out what is personal; see `shared/runtime/lambda/projection.ts`. */
const FORGOTTEN = 'ClienteOlvidado';

/** What brings a requested command to its queue. */
export function requestPattern({ request }: AnyCommand): EventPattern {
  return { detailType: [(request as { type: string }).type] };
}

/**
 * What a read model gets. A row follows its stream's versions one by one, so it gets all events of its aggregate's
 * streams: a new fact of the aggregate changes neither the rule nor the function. A sparse tally gets what it handles.
 */
export function projectionPattern(projection: AnyProjection): EventPattern {
  if (projection.kind === 'journal') return { detailType: Object.keys(projection.handlers) };
  if (projection.kind === 'tally')
    return { ...streamsOf(projection.of), ...(projection.sparse && heardBy(projection)) };
  return projection.options.personal ? withForgotten(projection.options.of) : streamsOf(projection.options.of);
}

/** What notifications get. */
export function notificationPattern({ of }: Notification): EventPattern {
  return withForgotten(of);
}

/** What goes live: all events of the views' streams, as the views get them, and those that go live as they are. */
export function livePattern(lives: readonly AnyLive[]): EventPattern {
  const aggregates = new Set(lives.flatMap((live) => (live.kind === 'rows' ? [live.of.options.of] : [])));
  const types = lives.flatMap((live) => (live.kind === 'events' ? [live.of.type] : []));
  return anyOf(
    { detail: { metadata: { stream: [...aggregates].map((aggregate) => ({ prefix: `${aggregate}#` })) } } },
    { 'detail-type': types },
  );
}

/** What a saga gets: its facts, of the streams that it follows, and its own deadlines. */
export function sagaPattern({ name, facts, follows }: Saga): EventPattern {
  const stream = follows.map((aggregate) => ({ prefix: `${aggregate}#` }));
  return anyOf(
    { 'detail-type': Object.keys(facts), detail: { metadata: { stream } } },
    { 'detail-type': [PlazoVencido.type], detail: { data: { saga: [name] } } },
  );
}

function heardBy({ handlers }: Tally): EventPattern {
  return { detailType: Object.keys(handlers) };
}

function streamsOf(aggregate: string): EventPattern {
  return { detail: { metadata: { stream: [{ prefix: `${aggregate}#` }] } } };
}

function withForgotten(aggregate: string): EventPattern {
  return anyOf({ detail: { metadata: { stream: [{ prefix: `${aggregate}#` }] } } }, { 'detail-type': [FORGOTTEN] });
}

/** `$or` is part of the pattern language, but not of CDK's type for it. */
function anyOf(...patterns: readonly object[]): EventPattern {
  return { $or: patterns } as EventPattern;
}
