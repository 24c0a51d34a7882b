import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { AnyCommand } from '#shared/model/command.ts';
import type { EventType } from '#shared/model/event.ts';
import { personalPaths } from '#shared/model/personal.ts';

/** Whether an event has personal fields. */
export function holdsPersonal(event: EventType): boolean {
  return personalPaths(event.schema, event.type).length > 0;
}

/**
 * Whether a command is given something personal, which it encrypts: so it makes keys, and may find that the customer was
 * forgotten. What comes from the state or over the bus is encrypted already.
 * Throws for a command or an event of which it cannot be told what is personal in it.
 */
export function writesPersonal(command: AnyCommand): boolean {
  const aggregates: AnyAggregate[] = command.kind === 'command' ? [command.of] : Object.values(command.over);
  for (const { event } of aggregates.flatMap(({ folds }) => Object.values(folds))) holdsPersonal(event);
  return personalPaths(command.accepts, command.http ?? command.request?.type ?? 'A command').length > 0;
}
