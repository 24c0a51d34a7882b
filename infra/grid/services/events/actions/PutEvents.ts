import type { Action, GridContext } from '../../../service.ts';
import { traceIn } from '../../../traceHeader.ts';
import { draftOf, MOST_BYTES, sizeOf } from '../bus/entries.ts';
import { eventOf } from '../bus/event.ts';
import type { Core } from '../core.ts';
import type { Json } from '../model.ts';
import { busArn, busNameOf, validation } from '../names.ts';

const UNIT_BYTES = 65_536;

/**
 * Takes up to ten events. Answers when the events' archive entries and deliveries are in the store, in one commit. As on
 * AWS, an event for a bus that does not exist is taken and lost; here the console says so.
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
    async run({ input, headers }) {
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
      const trace = traceIn(headers);
      const read = entries.map((entry) => {
        const bus = busNameOf(entry.EventBusName);
        const draft = draftOf(entry);
        return 'ErrorCode' in draft
          ? draft
          : { bus, event: eventOf({ ...draft, trace: entry.TraceHeader ?? trace }, now) };
      });
      const taken = read.filter((each) => 'event' in each);
      const routed = taken.filter(({ bus }) => registry.get('bus', bus) !== undefined);
      for (const { bus, event } of taken.filter((each) => !routed.includes(each))) {
        grid.log(`events: an event of ${event.source} is lost: there is no event bus ${bus}.`);
      }
      for (const [at, each] of read.entries()) if ('event' in each) meter(grid, each.bus, sizeOf(entries[at] as Json));
      if (routed.length > 0) {
        await grid.store.write(() => {
          for (const { bus, event } of routed) router.route(bus, event);
        });
      }
      return {
        FailedEntryCount: read.length - taken.length,
        Entries: read.map((each) => ('event' in each ? { EventId: each.event.id } : each)),
      };
    },
  };
}

/** AWS bills an event by units of 64 KiB. */
function meter({ meter: counts }: GridContext, bus: string, bytes: number): void {
  const took = (what: string, amount: number) => counts.took({ service: 'events', what, resource: bus, amount });
  took('Events', 1);
  took('Units', Math.max(1, Math.ceil(bytes / UNIT_BYTES)));
  took('Bytes', bytes);
}

function list(entries: unknown): Json[] {
  return Array.isArray(entries) ? entries : [];
}
