import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { AnyCommand } from '#shared/model/command.ts';
import type { EventType } from '#shared/model/event.ts';
import { personalPaths } from '#shared/model/personal.ts';

/** The events that a command's aggregates fold: all that it may write. */
export function eventsOf(command: AnyCommand): readonly EventType[] {
  const aggregates: AnyAggregate[] = command.kind === 'command' ? [command.of] : Object.values(command.over);
  return aggregates.flatMap(({ folds }) => Object.values(folds).map(({ event }) => event));
}

/** Whether an event has personal fields. */
export function holdsPersonal(event: EventType): boolean {
  return personalPaths(event.schema).length > 0;
}

/**
 * Whether a command writes something personal that it was given, and so may find that the customer was forgotten: it
 * accepts a member that is personal in a fact of its aggregates.
 */
export function mayMeetForgotten(command: AnyCommand): boolean {
  const accepted = Object.keys(command.accepts.shape);
  return eventsOf(command)
    .flatMap(({ schema }) => personalPaths(schema))
    .some(([member]) => member !== undefined && accepted.includes(member));
}
