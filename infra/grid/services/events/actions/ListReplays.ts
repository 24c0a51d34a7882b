import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { archiveArn, replayArn } from '../names.ts';
import { page } from '../paging.ts';
import { replaySummary } from './DescribeReplay.ts';

/** Lists the replays, all or those of an archive or in a state. */
export function listReplays({ registry }: Core): Action {
  return {
    permissions: () => [{ action: 'events:ListReplays', resource: replayArn('*') }],
    run({ input }) {
      const { NamePrefix: prefix = '', EventSourceArn: source, State: wanted } = input;
      const replays = registry.list('replay').filter(({ name, archive, state }) => {
        const ofArchive = source === undefined || source === archiveArn(archive);
        return name.startsWith(prefix) && ofArchive && (wanted === undefined || wanted === state);
      });
      const { items, ...next } = page(replays, input);
      return { Replays: items.map(replaySummary), ...next };
    },
  };
}
