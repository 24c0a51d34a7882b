import type { ResourceInput, ResourceType } from '../../service.ts';
import { type Core, putSchedule } from './core.ts';
import { definitionOf } from './definition.ts';
import { groupArn, groupNameOf, nameOf, scheduleArn } from './names.ts';

/** The types of the Scheduler. */
export function resourceTypes(core: Core): Record<string, ResourceType> {
  return { 'AWS::Scheduler::Schedule': schedule(core), 'AWS::Scheduler::ScheduleGroup': group(core) };
}

function schedule(core: Core): ResourceType {
  const definition = ({ properties, defaultName }: ResourceInput) => definitionOf({ Name: defaultName, ...properties });
  return {
    acted: [
      ...['Name', 'GroupName', 'Description', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'StartDate'],
      ...['EndDate', 'State', 'FlexibleTimeWindow', 'Target'],
    ],
    inert: { KmsKeyArn: 'schedules are not encrypted on a laptop' },
    check: (resource) => void definition(resource),
    async ensure(resource) {
      const wanted = definition(resource);
      return { ref: wanted.name, attributes: { Arn: await putSchedule(core, wanted) } };
    },
    async remove({ properties, defaultName }) {
      const [group, name] = [groupNameOf(properties.GroupName), String(properties.Name ?? defaultName)];
      if (!core.registry.schedule(scheduleArn(group, name))) return;
      await core.grid.store.write(() => core.registry.delete({ group, name }));
    },
  };
}

function group({ registry, grid }: Core): ResourceType {
  return {
    acted: ['Name'],
    inert: { Tags: 'no policy of the grid reads tags' },
    async ensure({ properties, defaultName }) {
      const name = nameOf(properties.Name ?? defaultName, 'Name');
      const now = grid.clock.now();
      const group = registry.group(name) ?? { name, createdAt: now, modifiedAt: now };
      await grid.store.write(() => registry.putGroup(group));
      const dates = {
        CreationDate: new Date(group.createdAt).toISOString(),
        LastModificationDate: new Date(group.modifiedAt).toISOString(),
      };
      return { ref: name, attributes: { Arn: groupArn(name), State: 'ACTIVE', ...dates } };
    },
    async remove({ properties, defaultName }) {
      await grid.store.write(() => registry.deleteGroup(String(properties.Name ?? defaultName)));
    },
  };
}
