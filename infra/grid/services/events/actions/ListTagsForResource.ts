import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { tagged } from '../tags.ts';

/** Lists the tags of a bus or a rule. */
export function listTagsForResource(core: Core): Action {
  return {
    permissions: ({ ResourceARN }) => [{ action: 'events:ListTagsForResource', resource: String(ResourceARN) }],
    run({ input }) {
      const { value } = tagged(core, input.ResourceARN);
      return { Tags: Object.entries(value.tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}
