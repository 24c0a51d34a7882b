import type { Action } from '../../../service.ts';
import { existingBus } from '../buses.ts';
import type { Core } from '../core.ts';
import { busNameOf, nameOf, ruleArn } from '../names.ts';
import { definitionOf } from '../rules.ts';
import { tagsOf } from '../tags.ts';

/** Creates a rule, or gives it these properties; its targets stay. */
export function putRule(core: Core): Action {
  return {
    permissions: ({ EventBusName, Name }) => [
      { action: 'events:PutRule', resource: ruleArn(busNameOf(EventBusName), String(Name)) },
    ],
    async run({ input }) {
      const bus = busNameOf(input.EventBusName);
      existingBus(core, bus);
      const name = nameOf(input.Name, 'Name');
      const old = core.registry.rule(bus, name);
      await core.registry.put('rule', {
        bus,
        name,
        ...definitionOf(bus, input),
        targets: old?.targets ?? [],
        // Tags given to an existing rule are ignored, as the API reference says.
        tags: old?.tags ?? tagsOf(input.Tags),
        createdAt: old?.createdAt ?? core.grid.clock.now(),
      });
      return { RuleArn: ruleArn(bus, name) };
    },
  };
}
