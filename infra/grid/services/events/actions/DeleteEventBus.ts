import type { Action } from '../../../service.ts';
import { deleteBus } from '../buses.ts';
import type { Core } from '../core.ts';
import { busArn, busNameOf } from '../names.ts';

/** Deletes a custom bus without rules. Deleting what does not exist is harmless. */
export function deleteEventBus(core: Core): Action {
  return {
    permissions: ({ Name }) => [{ action: 'events:DeleteEventBus', resource: busArn(busNameOf(Name)) }],
    async run({ input }) {
      await deleteBus(core, busNameOf(input.Name));
      return {};
    },
  };
}
