import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { busNameOf, ruleArn } from '../names.ts';
import { existingRule } from '../rules.ts';

/** Takes targets from a rule; ids that it does not have are answered as failed. */
export function removeTargets(core: Core): Action {
  return {
    permissions: ({ EventBusName, Rule }) => [
      { action: 'events:RemoveTargets', resource: ruleArn(busNameOf(EventBusName), String(Rule)) },
    ],
    async run({ input }) {
      const rule = existingRule(core, busNameOf(input.EventBusName), String(input.Rule));
      const ids: string[] = input.Ids ?? [];
      await core.registry.put('rule', { ...rule, targets: rule.targets.filter(({ Id }) => !ids.includes(Id)) });
      const unknown = ids.filter((id) => !rule.targets.some(({ Id }) => Id === id));
      const FailedEntries = unknown.map((TargetId) => ({
        TargetId,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Target ${TargetId} does not exist.`,
      }));
      return { FailedEntryCount: FailedEntries.length, FailedEntries };
    },
  };
}
