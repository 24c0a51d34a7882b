import type { Action } from '../../../service.ts';
import { existingBus } from '../buses.ts';
import type { Core } from '../core.ts';
import { busNameOf, ruleArn } from '../names.ts';
import { page } from '../paging.ts';

/** Lists the rules of a bus that have a target with this ARN. */
export function listRuleNamesByTarget(core: Core): Action {
  return {
    permissions: ({ EventBusName }) => [
      { action: 'events:ListRuleNamesByTarget', resource: ruleArn(busNameOf(EventBusName), '*') },
    ],
    run({ input }) {
      const bus = busNameOf(input.EventBusName);
      existingBus(core, bus);
      const rules = core.registry
        .rulesOf(bus)
        .filter(({ targets }) => targets.some(({ Arn }) => Arn === input.TargetArn));
      const { items, ...next } = page(rules, input);
      return { RuleNames: items.map(({ name }) => name), ...next };
    },
  };
}
