import type { Action } from '../../../service.ts';
import { existingBus, saveBus, setStatement } from '../buses.ts';
import type { Core } from '../core.ts';
import { busArn, busNameOf, notFound } from '../names.ts';

/** Takes one statement from the policy of a bus, or all of it. */
export function removePermission(core: Core): Action {
  return {
    permissions: ({ EventBusName }) => [
      { action: 'events:RemovePermission', resource: busArn(busNameOf(EventBusName)) },
    ],
    async run({ input }) {
      const bus = existingBus(core, busNameOf(input.EventBusName));
      if (input.RemoveAllPermissions) {
        const { policy: _, ...rest } = bus;
        await saveBus(core, rest);
        return {};
      }
      const sid = String(input.StatementId);
      if (!bus.policy?.Statement.some(({ Sid }) => Sid === sid)) throw notFound(`Statement ${sid}`);
      await setStatement(core, bus, { sid });
      return {};
    },
  };
}
