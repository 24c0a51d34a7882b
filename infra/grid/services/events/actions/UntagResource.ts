import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { setTags, tagged } from '../tags.ts';

/** Takes tags from a bus or a rule. */
export function untagResource(core: Core): Action {
  return {
    permissions: ({ ResourceARN }) => [{ action: 'events:UntagResource', resource: String(ResourceARN) }],
    async run({ input }) {
      const it = tagged(core, input.ResourceARN);
      const gone = new Set(input.TagKeys ?? []);
      const kept = Object.entries(it.value.tags).filter(([key]) => !gone.has(key));
      await setTags(core, it, Object.fromEntries(kept));
      return {};
    },
  };
}
