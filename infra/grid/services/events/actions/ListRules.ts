import type { Action } from '../../../service.ts';
import { existingBus } from '../buses.ts';
import type { Core } from '../core.ts';
import { busNameOf, ruleArn } from '../names.ts';
import { page } from '../paging.ts';
import { ruleSummary } from './DescribeRule.ts';

/** Lists the rules of a bus. */
export function listRules(core: Core): Action {
  return {
    permissions: ({ EventBusName }) => [
      { action: 'events:ListRules', resource: ruleArn(busNameOf(EventBusName), '*') },
    ],
    run({ input }) {
      const bus = busNameOf(input.EventBusName);
      existingBus(core, bus);
      const rules = core.registry.rulesOf(bus).filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
      const { items, ...next } = page(rules, input);
      return { Rules: items.map(ruleSummary), ...next };
    },
  };
}
