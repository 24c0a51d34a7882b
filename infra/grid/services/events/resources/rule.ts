import type { ResourceType } from '../../../service.ts';
import { existingBus } from '../buses.ts';
import type { Core } from '../core.ts';
import { busNameOf, DEFAULT_BUS, nameOf, ruleArn } from '../names.ts';
import { definitionOf, withTargets } from '../rules.ts';
import { tagsOf } from '../tags.ts';

/** `AWS::Events::Rule`: the rule and all of its targets. */
export function rule(core: Core): ResourceType {
  return {
    acted: [
      'Name',
      'Description',
      'EventBusName',
      'EventPattern',
      'ScheduleExpression',
      'State',
      'Targets',
      'RoleArn',
      'Tags',
    ],
    inert: {},
    async ensure({ properties, defaultName }) {
      const bus = busNameOf(properties.EventBusName);
      existingBus(core, bus);
      const name = nameOf(properties.Name ?? defaultName, 'Name');
      await core.registry.put('rule', {
        bus,
        name,
        ...definitionOf(bus, properties),
        targets: withTargets({ bus, name, targets: [] }, properties.Targets ?? []),
        tags: tagsOf(properties.Tags),
        createdAt: core.registry.rule(bus, name)?.createdAt ?? core.grid.clock.now(),
      });
      const ref = bus === DEFAULT_BUS ? name : `${bus}|${name}`;
      return { ref, attributes: { Arn: ruleArn(bus, name), RuleName: name } };
    },
    async remove({ properties, defaultName }) {
      await core.registry.delete('rule', `${busNameOf(properties.EventBusName)}/${properties.Name ?? defaultName}`);
    },
  };
}
