import { isDeepStrictEqual } from 'node:util';
import { Delivery } from '../../delivery/retries.ts';
import type { GridContext } from '../../service.ts';
import { checkRole } from './definition.ts';
import { type Invocation, senderOf } from './invocation.ts';
import type { Definition, Group, Schedule, Timing } from './model.ts';
import { notFound, scheduleArn } from './names.ts';
import { Registry } from './registry.ts';
import { Timekeeper } from './timekeeper.ts';

/** The parts of the service that its actions and resources work with. */
export interface Core {
  readonly grid: GridContext;
  readonly registry: Registry;
  readonly delivery: Delivery<Invocation>;
  readonly timekeeper: Timekeeper;
}

/** Puts the parts together; nothing runs yet. */
export function coreOf(grid: GridContext): Core {
  const registry = new Registry(grid.store);
  const delivery = new Delivery(grid, senderOf(grid));
  return { grid, registry, delivery, timekeeper: new Timekeeper(grid, registry, delivery) };
}

/** A group by its name. @throws ResourceNotFoundException */
export function existingGroup({ registry }: Core, name: string): Group {
  const group = registry.group(name);
  if (!group) throw notFound(`Schedule group ${name}`);
  return group;
}

/** A schedule by its group and name. @throws ResourceNotFoundException */
export function existingSchedule(core: Core, group: string, name: string): Schedule {
  existingGroup(core, group);
  const schedule = core.registry.schedule(scheduleArn(group, name));
  if (!schedule) throw notFound(`Schedule ${name}`);
  return schedule;
}

/**
 * Brings a schedule to a definition, in a commit; gives its ARN. While its timing stays, what it has done stays done.
 * @param token of the call that makes it, if it has one.
 * @throws ResourceNotFoundException for a group, ValidationException for a role that is not the Scheduler's
 */
export async function putSchedule(core: Core, definition: Definition, token?: string): Promise<string> {
  const { grid, registry } = core;
  existingGroup(core, definition.group);
  checkRole(grid, definition);
  const arn = scheduleArn(definition.group, definition.name);
  await grid.store.write(() => {
    const now = grid.clock.now();
    const old = registry.schedule(arn);
    const kept = old && timingOf(old) === timingOf(definition) ? old : undefined;
    const clientToken = old ? old.clientToken : token;
    const schedule: Schedule = {
      ...definition,
      createdAt: old?.createdAt ?? now,
      modifiedAt: old?.modifiedAt ?? now,
      since: kept?.since ?? now,
      ...(kept?.doneUntil !== undefined && { doneUntil: kept.doneUntil }),
      ...(clientToken !== undefined && { clientToken }),
    };
    if (!isDeepStrictEqual(schedule, old)) registry.put({ ...schedule, modifiedAt: now });
  });
  return arn;
}

function timingOf({ expression, timezone, startDate, endDate, enabled, windowMinutes }: Timing): string {
  return JSON.stringify([expression, timezone, startDate, endDate, enabled, windowMinutes]);
}
