import type { Action } from '../../../service.ts';
import { newBusName, saveBus } from '../buses.ts';
import type { Core } from '../core.ts';
import { alreadyExists, busArn, validation } from '../names.ts';
import { tagsOf } from '../tags.ts';

/** Creates a custom bus. */
export function createEventBus(core: Core): Action {
  return {
    permissions: ({ Name }) => [{ action: 'events:CreateEventBus', resource: busArn(String(Name)) }],
    async run({ input }) {
      if (input.EventSourceName !== undefined)
        throw validation('The grid has no partner event sources: EventSourceName.');
      const name = newBusName(input.Name);
      if (core.registry.get('bus', name)) throw alreadyExists(`Event bus ${name}`);
      const now = core.grid.clock.now();
      const { Description: description } = input;
      await saveBus(core, {
        name,
        tags: tagsOf(input.Tags),
        createdAt: now,
        modifiedAt: now,
        ...(description !== undefined && { description }),
      });
      return { EventBusArn: busArn(name), Description: description };
    },
  };
}
