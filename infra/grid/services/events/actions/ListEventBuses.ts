import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { busArn } from '../names.ts';
import { page } from '../paging.ts';
import { busSummary } from './DescribeEventBus.ts';

/** Lists the buses. */
export function listEventBuses({ registry }: Core): Action {
  return {
    permissions: () => [{ action: 'events:ListEventBuses', resource: busArn('*') }],
    run({ input }) {
      const buses = registry.list('bus').filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
      const { items, ...next } = page(buses, input);
      return { EventBuses: items.map(busSummary), ...next };
    },
  };
}
