import type { Action } from '../../../service.ts';
import { type Core, existingGroup } from '../core.ts';
import type { Group } from '../model.ts';
import { conflict, DEFAULT_GROUP, groupArn, nameOf, validation } from '../names.ts';
import { page } from '../paging.ts';

/** The actions on groups of schedules. Groups are gone at once, with their schedules: none is ever `DELETING`. */
export function groupActions(core: Core): Record<string, Action> {
  const { registry, grid } = core;
  return {
    CreateScheduleGroup: {
      http: 'POST /schedule-groups/{Name}',
      permissions: ({ Name }) => [{ action: 'scheduler:CreateScheduleGroup', resource: groupArn(Name) }],
      async run({ input }) {
        const name = nameOf(input.Name, 'Name');
        if (registry.group(name)) throw conflict(`Schedule group ${name}`);
        const now = grid.clock.now();
        await grid.store.write(() => registry.putGroup({ name, createdAt: now, modifiedAt: now }));
        return { ScheduleGroupArn: groupArn(name) };
      },
    },
    GetScheduleGroup: {
      http: 'GET /schedule-groups/{Name}',
      permissions: ({ Name }) => [{ action: 'scheduler:GetScheduleGroup', resource: groupArn(Name) }],
      run: ({ input }) => described(existingGroup(core, nameOf(input.Name, 'Name'))),
    },
    DeleteScheduleGroup: {
      http: 'DELETE /schedule-groups/{Name}',
      permissions: ({ Name }) => [{ action: 'scheduler:DeleteScheduleGroup', resource: groupArn(Name) }],
      async run({ input }) {
        const { name } = existingGroup(core, nameOf(input.Name, 'Name'));
        if (name === DEFAULT_GROUP) throw validation('The default schedule group cannot be deleted.');
        await grid.store.write(() => registry.deleteGroup(name));
        return {};
      },
    },
    ListScheduleGroups: {
      http: 'GET /schedule-groups',
      permissions: () => [{ action: 'scheduler:ListScheduleGroups', resource: '*' }],
      run({ input }) {
        const found = registry.groups().filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
        const { items, ...next } = page(found, input);
        return { ScheduleGroups: items.map(described), ...next };
      },
    },
  };
}

function described({ name, createdAt, modifiedAt }: Group) {
  return {
    Arn: groupArn(name),
    CreationDate: createdAt / 1000,
    LastModificationDate: modifiedAt / 1000,
    Name: name,
    State: 'ACTIVE',
  };
}
