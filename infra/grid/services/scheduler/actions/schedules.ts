import type { Action, JsonObject, Permission } from '../../../service.ts';
import { type Core, existingSchedule, putSchedule } from '../core.ts';
import { definitionOf } from '../definition.ts';
import type { Definition, Schedule } from '../model.ts';
import { conflict, groupNameOf, nameOf, PRINCIPAL, scheduleArn, validation } from '../names.ts';
import { page } from '../paging.ts';
import { isOver } from '../timing/occurrences.ts';

/** How long ago a start date may be. */
const STARTED_MS = 5 * 60_000;

/** The actions on schedules. */
export function scheduleActions(core: Core): Record<string, Action> {
  const { registry, grid } = core;
  return {
    CreateSchedule: {
      http: 'POST /schedules/{Name}',
      permissions: (input) => [on('CreateSchedule', input.GroupName, input), passRole(input)],
      async run({ input }) {
        const definition = definitionOf(input);
        const { group, name } = definition;
        const ScheduleArn = scheduleArn(group, name);
        const old = registry.schedule(ScheduleArn);
        if (old && input.ClientToken !== undefined && old.clientToken === input.ClientToken) return { ScheduleArn };
        if (old) throw conflict(`Schedule ${name}`);
        checkDates(definition, grid.clock.now());
        return { ScheduleArn: await putSchedule(core, definition, input.ClientToken) };
      },
    },
    UpdateSchedule: {
      http: 'PUT /schedules/{Name}',
      permissions: (input) => [on('UpdateSchedule', input.GroupName, input), passRole(input)],
      async run({ input }) {
        const definition = definitionOf(input);
        existingSchedule(core, definition.group, definition.name);
        checkDates(definition, grid.clock.now());
        return { ScheduleArn: await putSchedule(core, definition) };
      },
    },
    GetSchedule: {
      http: 'GET /schedules/{Name}',
      permissions: (input) => [on('GetSchedule', input.groupName, input)],
      run: ({ input }) => described(existingSchedule(core, groupNameOf(input.groupName), nameOf(input.Name, 'Name'))),
    },
    DeleteSchedule: {
      http: 'DELETE /schedules/{Name}',
      permissions: (input) => [on('DeleteSchedule', input.groupName, input)],
      async run({ input }) {
        const schedule = existingSchedule(core, groupNameOf(input.groupName), nameOf(input.Name, 'Name'));
        await grid.store.write(() => registry.delete(schedule));
        return {};
      },
    },
    ListSchedules: {
      http: 'GET /schedules',
      permissions: () => [{ action: 'scheduler:ListSchedules', resource: '*' }],
      run({ input }) {
        const { ScheduleGroup: group, NamePrefix: prefix = '', State: state } = input;
        const found = registry
          .schedules()
          .filter((schedule) => group === undefined || schedule.group === group)
          .filter((schedule) => state === undefined || stateOf(schedule) === state)
          .filter(({ name }) => name.startsWith(prefix));
        const { items, ...next } = page(found, input);
        return { Schedules: items.map(summary), ...next };
      },
    },
  };
}

function on(action: string, group: unknown, { Name }: JsonObject): Permission {
  return { action: `scheduler:${action}`, resource: scheduleArn(String(group ?? 'default'), String(Name)) };
}

/** Whoever makes a schedule hands a role on. */
function passRole({ Target }: JsonObject): Permission {
  const context = { 'iam:PassedToService': PRINCIPAL };
  return { action: 'iam:PassRole', resource: String(Target?.RoleArn), context };
}

/** What may not be over when it is said. A template's may: it is said anew at each start. */
function checkDates(definition: Definition, now: number): void {
  const { startDate, endDate, expression } = definition;
  if (isOver(definition, now)) throw validation(`Invalid Schedule Expression ${expression}: it is in the past.`);
  if (startDate !== undefined && startDate < now - STARTED_MS) {
    throw validation('The StartDate you specify cannot be earlier than 5 minutes ago.');
  }
  if (endDate !== undefined && endDate <= now) throw validation('The EndDate you specify must be in the future.');
}

function stateOf({ enabled }: Schedule): string {
  return enabled ? 'ENABLED' : 'DISABLED';
}

function summary(schedule: Schedule) {
  const { group, name, createdAt, modifiedAt, target } = schedule;
  return {
    Arn: scheduleArn(group, name),
    CreationDate: createdAt / 1000,
    GroupName: group,
    LastModificationDate: modifiedAt / 1000,
    Name: name,
    State: stateOf(schedule),
    Target: { Arn: target.Arn },
  };
}

function described(schedule: Schedule) {
  const { expression, timezone, startDate, endDate, windowMinutes, target, kmsKeyArn } = schedule;
  return {
    ...summary(schedule),
    ActionAfterCompletion: schedule.afterCompletion,
    Description: schedule.description,
    StartDate: startDate && startDate / 1000,
    EndDate: endDate && endDate / 1000,
    FlexibleTimeWindow:
      windowMinutes === 0 ? { Mode: 'OFF' } : { Mode: 'FLEXIBLE', MaximumWindowInMinutes: windowMinutes },
    KmsKeyArn: kmsKeyArn,
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timezone,
    Target: target,
  };
}
