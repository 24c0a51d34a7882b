import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { busNameOf, ruleArn, validation } from '../names.ts';
import { existingRule, withTargets } from '../rules.ts';

/** Gives a rule targets, each in place of the one with its id. */
export function putTargets(core: Core): Action {
  return {
    permissions: ({ EventBusName, Rule }) => [
      { action: 'events:PutTargets', resource: ruleArn(busNameOf(EventBusName), String(Rule)) },
    ],
    async run({ input }) {
      const rule = existingRule(core, busNameOf(input.EventBusName), String(input.Rule));
      if (!Array.isArray(input.Targets) || input.Targets.length === 0) throw validation('Targets must have a member.');
      await core.registry.put('rule', { ...rule, targets: withTargets(rule, input.Targets) });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  };
}
