import type { Action } from '../../../service.ts';
import { existingBus, saveBus } from '../buses.ts';
import type { Core } from '../core.ts';
import { busArn, busNameOf } from '../names.ts';

/** Changes the description of a bus. */
export function updateEventBus(core: Core): Action {
  return {
    permissions: ({ Name }) => [{ action: 'events:UpdateEventBus', resource: busArn(busNameOf(Name)) }],
    async run({ input }) {
      const bus = existingBus(core, busNameOf(input.Name));
      const { Description: description = bus.description } = input;
      await saveBus(core, {
        ...bus,
        ...(description !== undefined && { description }),
        modifiedAt: core.grid.clock.now(),
      });
      return { Arn: busArn(bus.name), Name: bus.name, Description: description };
    },
  };
}
