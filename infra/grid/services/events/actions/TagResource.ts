import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import { setTags, tagged, tagsOf } from '../tags.ts';

/** Gives a bus or a rule tags. */
export function tagResource(core: Core): Action {
  return {
    permissions: ({ ResourceARN }) => [{ action: 'events:TagResource', resource: String(ResourceARN) }],
    async run({ input }) {
      const it = tagged(core, input.ResourceARN);
      await setTags(core, it, { ...it.value.tags, ...tagsOf(input.Tags) });
      return {};
    },
  };
}
