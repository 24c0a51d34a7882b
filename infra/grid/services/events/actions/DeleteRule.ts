import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { busNameOf, ruleArn, validation } from '../names.ts';

/** Deletes a rule without targets. Deleting what does not exist is harmless. */
export function deleteRule({ registry }: Core): Action {
  return {
    permissions: ({ EventBusName, Name }) => [
      { action: 'events:DeleteRule', resource: ruleArn(busNameOf(EventBusName), String(Name)) },
    ],
    async run({ input }) {
      const rule = registry.rule(busNameOf(input.EventBusName), String(input.Name));
      if (!rule) return {};
      if (rule.targets.length > 0) throw validation("Rule can't be deleted since it has targets.");
      await registry.delete('rule', `${rule.bus}/${rule.name}`);
      return {};
    },
  };
}
