import type { Action } from '../../../service.ts';
import { draftOf, MOST_BYTES, type Refusal, sizeOf } from '../bus/entries.ts';
import { eventOf } from '../bus/event.ts';
import type { Core } from '../core.ts';
import type { Json } from '../model.ts';
import { busArn, busNameOf, validation } from '../names.ts';

/**
 * Takes up to ten events. Answers when the events' archive entries and deliveries are in the store, in one commit. A bus
 * that does not exist is an error of the entry here; AWS takes such an event and loses it.
 */
export function putEvents({ grid, registry, router }: Core): Action {
  return {
    permissions: ({ Entries = [] }) =>
      list(Entries).map(({ EventBusName, Source, DetailType }) => ({
        action: 'events:PutEvents',
        resource: busArn(busNameOf(EventBusName)),
        context: {
          'events:source': String(Source),
          'events:detail-type': String(DetailType),
          'events:eventBusInvocation': 'false',
        },
      })),
    async run({ input }) {
      const entries = list(input.Entries);
      if (input.EndpointId !== undefined) throw validation('The grid has no global endpoints: EndpointId.');
      if (entries.length < 1 || entries.length > 10) {
        const limit = entries.length > 10 ? 'less than or equal to 10' : 'greater than or equal to 1';
        throw validation(
          `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${limit}`,
        );
      }
      if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > MOST_BYTES) {
        throw validation('Total size of the entries in the request is over the limit.');
      }
      const now = grid.clock.now();
      const read = entries.map((entry) => {
        const bus = busNameOf(entry.EventBusName);
        if (!registry.get('bus', bus)) return noBus(bus);
        const draft = draftOf(entry);
        return 'ErrorCode' in draft ? draft : { bus, event: eventOf(draft, now) };
      });
      const taken = read.filter((each) => 'event' in each);
      if (taken.length > 0) {
        await grid.store.write(() => {
          for (const { bus, event } of taken) router.route(bus, event);
        });
      }
      return {
        FailedEntryCount: read.length - taken.length,
        Entries: read.map((each) => ('event' in each ? { EventId: each.event.id } : each)),
      };
    },
  };
}

function noBus(bus: string): Refusal {
  return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${bus} does not exist.` };
}

function list(entries: unknown): Json[] {
  return Array.isArray(entries) ? entries : [];
}
