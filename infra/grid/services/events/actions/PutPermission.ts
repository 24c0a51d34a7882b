import type { Action } from '../../../service.ts';
import { existingBus, policyOf, saveBus, setStatement, statementOf } from '../buses.ts';
import type { Core } from '../core.ts';
import { busArn, busNameOf, nameOf } from '../names.ts';

/** Sets the whole policy of a bus, or one statement of it. */
export function putPermission(core: Core): Action {
  return {
    permissions: ({ EventBusName }) => [{ action: 'events:PutPermission', resource: busArn(busNameOf(EventBusName)) }],
    async run({ input }) {
      const bus = existingBus(core, busNameOf(input.EventBusName));
      const policy = policyOf(input.Policy);
      if (policy) {
        await saveBus(core, { ...bus, policy, modifiedAt: core.grid.clock.now() });
        return {};
      }
      const { Action: action, Principal: principal, Condition: condition } = input;
      const statement = statementOf(bus.name, { action, principal, condition });
      await setStatement(core, bus, { sid: nameOf(input.StatementId, 'StatementId'), statement });
      return {};
    },
  };
}
