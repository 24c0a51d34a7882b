import type { Action } from '../../../service.ts';
import { archiveSummary } from '../archive/definition.ts';
import type { Core } from '../core.ts';
import { archiveArn, busArn } from '../names.ts';
import { page } from '../paging.ts';

/** Lists the archives, all or those of a bus. */
export function listArchives(core: Core): Action {
  return {
    permissions: () => [{ action: 'events:ListArchives', resource: archiveArn('*') }],
    run({ input }) {
      const { NamePrefix: prefix = '', EventSourceArn: source, State: state = 'ENABLED' } = input;
      const wanted = core.registry.list('archive').filter(({ name, bus }) => {
        return name.startsWith(prefix) && (source === undefined || source === busArn(bus)) && state === 'ENABLED';
      });
      const { items, ...next } = page(wanted, input);
      return { Archives: items.map((archive) => archiveSummary(core, archive)), ...next };
    },
  };
}
