import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { busNameOf, ruleArn } from '../names.ts';
import { page } from '../paging.ts';
import { existingRule } from '../rules.ts';

/** Lists the targets of a rule. */
export function listTargetsByRule(core: Core): Action {
  return {
    permissions: ({ EventBusName, Rule }) => [
      { action: 'events:ListTargetsByRule', resource: ruleArn(busNameOf(EventBusName), String(Rule)) },
    ],
    run({ input }) {
      const { targets } = existingRule(core, busNameOf(input.EventBusName), String(input.Rule));
      const { items, ...next } = page(targets, input);
      return { Targets: items, ...next };
    },
  };
}
