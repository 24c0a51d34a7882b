import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { busNameOf, ruleArn } from '../names.ts';
import { existingRule, switchRule } from '../rules.ts';

/** Switches a rule on. */
export function enableRule(core: Core): Action {
  return {
    permissions: ({ EventBusName, Name }) => [
      { action: 'events:EnableRule', resource: ruleArn(busNameOf(EventBusName), String(Name)) },
    ],
    async run({ input }) {
      await switchRule(core, existingRule(core, busNameOf(input.EventBusName), String(input.Name)), 'ENABLED');
      return {};
    },
  };
}
