import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { busNameOf, ruleArn } from '../names.ts';
import { existingRule, switchRule } from '../rules.ts';

/** Switches a rule off. */
export function disableRule(core: Core): Action {
  return {
    permissions: ({ EventBusName, Name }) => [
      { action: 'events:DisableRule', resource: ruleArn(busNameOf(EventBusName), String(Name)) },
    ],
    async run({ input }) {
      await switchRule(core, existingRule(core, busNameOf(input.EventBusName), String(input.Name)), 'DISABLED');
      return {};
    },
  };
}
